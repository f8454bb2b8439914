import { toList } from "./attributes.ts"
import type { User } from "./users.ts"

/** A user as the administrator's operations show one; the attributes go by two names. */
export function described(user: User, key: "Attributes" | "UserAttributes") {
  return {
    Username: user.username,
    [key]: toList(user.attributes),
    UserStatus: user.status,
    Enabled: user.enabled,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
  }
}

export function factors({ softwareToken }: User) {
  const name = "SOFTWARE_TOKEN_MFA"
  return {
    ...(softwareToken?.enabled ? { UserMFASettingList: [name] } : {}),
    ...(softwareToken?.preferred ? { PreferredMfaSetting: name } : {}),
  }
}
