/** Who is signed in, by Amplify against the user pool. */
import { Amplify } from "aws-amplify"
import { fetchAuthSession } from "aws-amplify/auth"
import { createSignal } from "solid-js"
import { config } from "./config.ts"
import { forget, recall } from "./kept.ts"
import { rise, seat, sit } from "./seat.ts"

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
  // asked for again when it could not be read
  configured.catch(() => {
    configured = undefined
  })
  return configured
}

/** The access token for the next call, renewed when it must be; undefined for somebody who is not signed in. */
export async function accessToken(): Promise<string | undefined> {
  try {
    await configure()
    return (await fetchAuthSession()).tokens?.accessToken.toString()
  } catch {
    return undefined
  }
}

/** Looks up anew who is signed in. `force` asks for new tokens, as after a workspace was made. */
export async function refresh(force = false): Promise<Standing> {
  const recalled = standing() === "unknown" ? recall() : undefined
  const next = await lookUp(force)
  if (next === "in") setExpired(false)
  else await forget()
  if (next === "out") rise()
  await recalled
  setStanding(next)
  return next
}

async function lookUp(force: boolean): Promise<Standing> {
  try {
    await configure()
    const token = (await fetchAuthSession({ forceRefresh: force })).tokens?.accessToken
    if (token === undefined) return "out"
    const { workspace, user, username, sub } = token.payload
    if (workspace === undefined) return "no-workspace"
    const next = { workspace: String(workspace), user: String(user ?? sub), username: String(username) }
    const before = seat()
    if (before !== undefined && (before.workspace !== next.workspace || before.user !== next.user)) await forget()
    sit(next)
    return "in"
  } catch (error) {
    // the user pool cannot be asked: whoever sat here may look at what was kept for them
    return isUnreachable(error) && seat() !== undefined ? "in" : "out"
  }
}

function isUnreachable(error: unknown): boolean {
  return !navigator.onLine || error instanceof TypeError || (error instanceof Error && error.name === "NetworkError")
}

/** Looks whether the session that had ended was taken up again, here or in another tab. */
export async function resume(): Promise<void> {
  if ((await lookUp(false)) === "in") setExpired(false)
}

/** The server no longer takes our token: people are asked to sign in again, over what they were doing. */
export function expired(): void {
  if (standing() === "in") setExpired(true)
}

export async function leave(): Promise<void> {
  const { signOut } = await import("aws-amplify/auth")
  await signOut()
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("halyard.draft.")) sessionStorage.removeItem(key)
  rise()
  setExpired(false)
  setStanding("out")
  await forget()
}
