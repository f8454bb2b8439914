/** The people of a pool, found by user name, by `sub`, and by the email address when it stands for the name. */
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Pool } from "./pool.ts"
import type { Verifier } from "./srp.ts"

export type Attributes = Record<string, string>

export type SoftwareToken = { secret: string; lastStep: number; enabled: boolean; preferred: boolean }

export type User = {
  username: string
  /** With `sub`. */
  attributes: Attributes
  status: "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED"
  enabled: boolean
  createdAt: number
  modifiedAt: number
  /** A temporary password ends; one that went out by mail proves the address. */
  password: Verifier & { expiresAt?: number; mailed?: boolean }
  softwareToken?: SoftwareToken
  /** The secret that is shown to the user but not yet verified. */
  pendingSecret?: string
  groups: string[]
}

export type Users = {
  find(pool: Pool, name: string): User | undefined
  need(pool: Pool, name: string): User
  add(pool: Pool, user: User): User
  /** Changes the stored user, not a copy that was read before something was awaited. */
  change(pool: Pool, username: string, change: (user: User) => Partial<User>): User
  remove(pool: Pool, username: string): void
  list(pool: Pool): User[]
}

export function createUsers({ state, now }: Context): Users {
  const users = state.records<User>("cognito.user")
  const aliases = state.records<string>("cognito.alias")

  const byName = (pool: Pool, name: string) => users.get(`${pool.id}/${folded(pool, name)}`)

  function find(pool: Pool, name: string): User | undefined {
    const username = aliases.get(`${pool.id}/${folded(pool, name)}`)
    return byName(pool, username ?? name)
  }

  function need(pool: Pool, name: string): User {
    const user = find(pool, name)
    if (user === undefined) throw new AwsError("UserNotFoundException", "User does not exist.")
    return user
  }

  function add(pool: Pool, user: User): User {
    if (find(pool, user.username) !== undefined) throw new AwsError("UsernameExistsException", "User already exists")
    return state.atomically(() => {
      claim(pool, user, "UsernameExistsException")
      users.put(`${pool.id}/${folded(pool, user.username)}`, user)
      return user
    })
  }

  function change(pool: Pool, username: string, next: (user: User) => Partial<User>): User {
    const before = byName(pool, username)
    if (before === undefined) throw new AwsError("UserNotFoundException", "User does not exist.")
    const after = { ...before, ...next(before), modifiedAt: now() }
    return state.atomically(() => {
      release(pool, before)
      claim(pool, after, "AliasExistsException")
      users.put(`${pool.id}/${folded(pool, username)}`, after)
      return after
    })
  }

  function claim(pool: Pool, user: User, refusal: string): void {
    for (const alias of aliasesOf(pool, user)) {
      const holder = find(pool, alias)
      if (holder !== undefined && holder.username !== user.username) {
        throw new AwsError(refusal, "An account with the given email already exists.")
      }
      aliases.put(`${pool.id}/${alias}`, user.username)
    }
  }

  function release(pool: Pool, user: User): void {
    for (const alias of aliasesOf(pool, user)) aliases.delete(`${pool.id}/${alias}`)
  }

  function remove(pool: Pool, username: string): void {
    const user = byName(pool, username)
    if (user === undefined) return
    state.atomically(() => {
      release(pool, user)
      users.delete(`${pool.id}/${folded(pool, username)}`)
    })
  }

  const list = (pool: Pool) => [...users.list(`${pool.id}/`)].map(([, user]) => user)
  return { find, need, add, change, remove, list }
}

export function folded(pool: Pool, name: string): string {
  return pool.properties.UsernameConfiguration.CaseSensitive ? name : name.toLowerCase()
}

/** An address that is only an alias counts once it is verified; one that is the user name counts at once. */
function aliasesOf(pool: Pool, { attributes }: User): string[] {
  const { UsernameAttributes, AliasAttributes } = pool.properties
  const isAlias = AliasAttributes.length > 0 && attributes.email_verified === "true"
  const email = UsernameAttributes.length > 0 || isAlias ? attributes.email : undefined
  return [attributes.sub, email].flatMap((alias) => (alias === undefined ? [] : [folded(pool, alias)]))
}
