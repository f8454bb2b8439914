/** The Cognito user pool: who may sign in, and which workspace and user they are. */
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InvalidPasswordException,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider"
import { Problem } from "../../shared/problem.ts"
import { env } from "../platform/env.ts"

const client = new CognitoIdentityProviderClient({})
const pool = () => env("USER_POOL_ID")

type Membership = { workspaceId: string; userId: number }

const attributesOf = ({ workspaceId, userId }: Membership) => [
  { Name: "custom:workspace", Value: workspaceId },
  { Name: "custom:user", Value: String(userId) },
]

async function attributes(username: string): Promise<Record<string, string>> {
  const user = await client.send(new AdminGetUserCommand({ UserPoolId: pool(), Username: username }))
  return Object.fromEntries((user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]))
}

/** E-mail address of someone who signed up, and the workspace they have, if any. */
export async function profile(username: string): Promise<{ email: string; workspaceId: string | undefined }> {
  const all = await attributes(username)
  return { email: all.email ?? "", workspaceId: all["custom:workspace"] }
}

/** Makes someone a member; their next token says so. */
export async function join(username: string, membership: Membership): Promise<void> {
  await client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool(),
      Username: username,
      UserAttributes: attributesOf(membership),
    }),
  )
}

/**
 * Makes an account for someone who accepted an invitation. Done again after a fault it comes to the same. Throws `conflict`
 * when the address belongs to a member of another workspace, `invalid` when the password is too weak.
 */
export async function enrol(email: string, name: string, password: string, membership: Membership): Promise<void> {
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool(),
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: name },
          ...attributesOf(membership),
        ],
      }),
    )
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error
    if (!isTheirs(await attributes(email), membership)) {
      throw new Problem("conflict", "This e-mail address has an account in another workspace")
    }
  }
  try {
    await client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool(), Username: email, Password: password, Permanent: true }),
    )
  } catch (error) {
    if (!(error instanceof InvalidPasswordException)) throw error
    throw new Problem("invalid", `password: ${error.message}`, { password: error.message })
  }
}

function isTheirs(known: Record<string, string>, { workspaceId, userId }: Membership): boolean {
  return known["custom:workspace"] === workspaceId && known["custom:user"] === String(userId)
}

/** Whether someone has joined: the account of their address is theirs, and not that of another workspace's member. */
export async function hasJoined(email: string, membership: Membership): Promise<boolean> {
  try {
    return isTheirs(await attributes(email), membership)
  } catch (error) {
    if (error instanceof UserNotFoundException) return false
    throw error
  }
}

/** Lets someone who has joined sign in or not; whoever is shut out is signed out everywhere. */
export async function setEnabled(email: string, enabled: boolean): Promise<void> {
  const who = { UserPoolId: pool(), Username: email }
  if (enabled) {
    await client.send(new AdminEnableUserCommand(who))
    return
  }
  await client.send(new AdminDisableUserCommand(who))
  await client.send(new AdminUserGlobalSignOutCommand(who))
}
