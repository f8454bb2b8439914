/** People of a running stack, as a browser makes them: accounts in the user pool, workspaces and tokens through the API. */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider"
import { Amplify } from "aws-amplify"
import { fetchAuthSession, signIn } from "aws-amplify/auth"
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito"
import type { Credentials } from "./family.ts"

export type Stack = { url: string; region: string; operator: Credentials }

type Envelope = { success: boolean; data: unknown; error?: string }

/** The API said no. */
export class Refused extends Error {
  status: number
  constructor(what: string, status: number, words: string | undefined) {
    super(`${what} answered ${status}: ${words}`)
    this.status = status
  }
}

/** Calls the API with a token. Throws with the API's own words when it refuses. */
export async function api<T>(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await fetch(url + path, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const envelope = (await answer.json()) as Envelope
  if (!answer.ok) throw new Refused(`${method} ${path}`, answer.status, envelope.error)
  return envelope.data as T
}

type PoolConfig = { userPoolId: string; userPoolClientId: string }

/** The settings that the app reads. */
export async function poolOf(url: string): Promise<PoolConfig> {
  return (await (await fetch(`${url}/config.json`)).json()) as PoolConfig
}

/** Makes an account whose address counts as proven; one that is there gets the password. */
export async function addAccount(stack: Stack, email: string, name: string, password: string): Promise<void> {
  const { userPoolId } = await poolOf(stack.url)
  const client = new CognitoIdentityProviderClient({
    endpoint: stack.url,
    region: stack.region,
    credentials: stack.operator,
  })
  const attributes = { email, email_verified: "true", name }
  const making = new AdminCreateUserCommand({
    UserPoolId: userPoolId,
    Username: email,
    MessageAction: "SUPPRESS",
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
  await client.send(making).catch((error: unknown) => {
    if (!(error instanceof UsernameExistsException)) throw error
  })
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId: userPoolId, Username: email, Password: password, Permanent: true }),
  )
  client.destroy()
}

/** What Amplify keeps of someone who has signed in, by name: in a browser it is the local storage. */
export type Session = Map<string, string>

/** Signs in as the app does and answers an access token; one person at a time. What is kept of them goes into `session`. */
export async function signInAs(
  url: string,
  email: string,
  password: string,
  session: Session = new Map(),
): Promise<string> {
  const pool = await poolOf(url)
  Amplify.configure({ Auth: { Cognito: { ...pool, userPoolEndpoint: url } } })
  // where nobody has signed in yet: whoever came before keeps theirs
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void session.set(key, value),
    getItem: async (key) => session.get(key) ?? null,
    removeItem: async (key) => void session.delete(key),
    clear: async () => session.clear(),
  })
  await signIn({ username: email, password })
  const token = (await fetchAuthSession()).tokens?.accessToken.toString()
  if (token === undefined) throw new Error(`${email} could not sign in`)
  return token
}

/** Whether whoever signed in last belongs to a workspace. */
export async function hasWorkspace(): Promise<boolean> {
  return (await fetchAuthSession()).tokens?.accessToken.payload["workspace"] !== undefined
}

/** The same person's token with the claims they have now. */
export async function renewedToken(): Promise<string> {
  const token = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString()
  if (token === undefined) throw new Error("The session is over")
  return token
}

type Message = { to: string[]; links: string[]; text: string; subject: string }

/** Waits for a mail to someone, newest first; gives up after three minutes: on a slow machine much else is on its way first. */
export async function mailTo(url: string, email: string): Promise<Message> {
  for (let tries = 0; tries < 1800; tries++) {
    const answer = await fetch(`${url}/_aws/mailbox/messages?to=${encodeURIComponent(email)}`)
    const [message] = (await answer.json()) as Message[]
    if (message !== undefined) return message
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail for ${email} arrived`)
}
