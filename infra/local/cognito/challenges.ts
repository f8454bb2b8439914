/**
 * What a sign-in still waits for. A session is a random name, bound to one client and one challenge, spent when it is
 * used; only a mistake that a person can correct gives it back, a few times. Kept in memory: a restart costs a new try.
 */
import { randomBytes } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Client } from "./client.ts"
import type { Exchange } from "./srp.ts"
import type { User } from "./users.ts"

/** Whose sign-in it is; the salt tells the password it began with from a later one. */
type Holder = { username: string; salt: string }

export type Challenge =
  | { name: "PASSWORD_VERIFIER"; key: string; srpName: string; holder?: Holder; exchange: Exchange }
  | { name: "NEW_PASSWORD_REQUIRED"; holder: Holder }
  | { name: "SOFTWARE_TOKEN_MFA"; holder: Holder }
  | { name: "MFA_SETUP"; holder: Holder; secret?: string; verifiedStep?: number }

export type ChallengeNamed<Name> = Extract<Challenge, { name: Name }>

type Session = { challenge: Challenge; client: Client; expiresAt: number; mistakes: number }

export type Challenges = {
  open(client: Client, challenge: Challenge): string
  /** Without `client` the session alone says whose client it is. */
  use<Name extends Challenge["name"], R>(
    id: string,
    name: Name,
    client: Client | undefined,
    work: (challenge: ChallengeNamed<Name>, client: Client) => R | Promise<R>,
  ): Promise<R>
}

const correctable = new Set([
  "CodeMismatchException",
  "EnableSoftwareTokenMFAException",
  "ExpiredCodeException",
  "InvalidParameterException",
  "InvalidPasswordException",
])
const mostMistakes = 5

export function createChallenges({ now }: Context): Challenges {
  const sessions = new Map<string, Session>()

  function open(client: Client, challenge: Challenge): string {
    for (const [id, { expiresAt }] of sessions) if (expiresAt < now()) sessions.delete(id)
    const id = randomBytes(96).toString("base64")
    const expiresAt = now() + client.properties.AuthSessionValidity * 60_000
    sessions.set(id, { challenge, client, expiresAt, mistakes: 0 })
    return id
  }

  function take(id: string, client: Client | undefined): Session {
    const session = sessions.get(id)
    sessions.delete(id)
    const isOthers = client !== undefined && session?.client.id !== client.id
    if (session === undefined || session.expiresAt < now() || isOthers) throw invalidSession()
    return session
  }

  return {
    open,
    async use(id, name, client, work) {
      const session = take(id, client)
      const { challenge } = session
      if (!isNamed(challenge, name)) throw invalidSession()
      try {
        return await work(challenge, session.client)
      } catch (error) {
        const isOpen = error instanceof AwsError && correctable.has(error.code) && session.mistakes + 1 < mostMistakes
        if (isOpen && name !== "PASSWORD_VERIFIER") sessions.set(id, { ...session, mistakes: session.mistakes + 1 })
        throw error
      }
    },
  }
}

export function holderOf({ username, password }: User): Holder {
  return { username, salt: password.salt }
}

function isNamed<Name>(challenge: Challenge, name: Name): challenge is ChallengeNamed<Name> {
  return challenge.name === name
}

export function invalidSession(): AwsError {
  return new AwsError("NotAuthorizedException", "Invalid session for the user.")
}
