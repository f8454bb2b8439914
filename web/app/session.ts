/** Who is signed in, by Amplify against the user pool. */
import { Amplify } from "aws-amplify"
import { fetchAuthSession } from "aws-amplify/auth"
import { createSignal } from "solid-js"
import { config } from "./config.ts"

export type Standing = "unknown" | "out" | "no-workspace" | "in"

const [standing, setStanding] = createSignal<Standing>("unknown")
const [isExpired, setExpired] = createSignal(false)

export { isExpired, standing }

let configured: Promise<void> | undefined

/** Tells Amplify where the user pool and the live API are; done once. */
export function configure(): Promise<void> {
  configured ??= config().then((known) => {
    Amplify.configure({
      Auth: {
        Cognito: {
          userPoolId: known.userPoolId,
          userPoolClientId: known.userPoolClientId,
          ...(known.endpoint && { userPoolEndpoint: known.endpoint }),
        },
      },
      API: { GraphQL: { endpoint: known.liveUrl, region: known.region, defaultAuthMode: "userPool" } },
    })
  })
  return configured
}

/** The access token for the next call, renewed when it must be; undefined for somebody who is not signed in. */
export async function accessToken(): Promise<string | undefined> {
  await configure()
  try {
    return (await fetchAuthSession()).tokens?.accessToken.toString()
  } catch {
    return undefined
  }
}

/** Looks up anew who is signed in. `force` asks for new tokens, as after a workspace was made. */
export async function refresh(force = false): Promise<Standing> {
  await configure()
  const session = await fetchAuthSession({ forceRefresh: force }).catch(() => undefined)
  const token = session?.tokens?.accessToken
  const next = token === undefined ? "out" : token.payload.workspace === undefined ? "no-workspace" : "in"
  if (next === "in") setExpired(false)
  setStanding(next)
  return next
}

/** The server no longer takes our token: people are asked to sign in again, over what they were doing. */
export function expired(): void {
  if (standing() === "in") setExpired(true)
}

export async function leave(): Promise<void> {
  const { signOut } = await import("aws-amplify/auth")
  await signOut()
  setStanding("out")
}
