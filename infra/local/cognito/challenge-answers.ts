/** The answers to a sign-in's challenges. */
import * as z from "zod"
import { notBuilt } from "../aws-error.ts"
import { assertComplete, assertConforms, assertMutable, assertWritable, invalid, merged } from "./attributes.ts"
import { type Challenge, type ChallengeNamed, invalidSession } from "./challenges.ts"
import type { Client } from "./client.ts"
import { equal } from "./equal.ts"
import type { Idp } from "./idp.ts"
import { afterPassword, type Step, secondFactor, signedIn } from "./next-step.ts"
import { admin, OfClient, OfPool, type Operations, openFor, Secret, Texts } from "./operation.ts"
import { newPassword } from "./passwords.ts"
import { wrongPassword } from "./sign-in.ts"
import { spendCode } from "./software-token.ts"
import { proofOf } from "./srp.ts"
import { assertEnabled, refused } from "./tokens.ts"
import type { Attributes, User } from "./users.ts"

const Respond = OfClient.extend({
  ChallengeName: z.string(),
  ChallengeResponses: Texts.default({}),
  Session: Secret.nullish(),
})
type Respond = z.infer<typeof Respond>

export function challengeOperations(idp: Idp): { open: Operations; admin: Operations } {
  return {
    open: { RespondToAuthChallenge: openFor(idp, Respond, (client, input) => respond(idp, client, input)) },
    admin: {
      AdminRespondToAuthChallenge: admin(idp, Respond.extend(OfPool.shape), (pool, input) => {
        const client = idp.pools.client(input.ClientId)
        if (client.pool.id !== pool.id) throw refused(`Client ${client.id} is not of user pool ${pool.id}.`)
        return respond(idp, client, input)
      }),
    },
  }
}

function respond(idp: Idp, client: Client, input: Respond): Promise<Step> {
  const session = () => {
    if (!input.Session) throw invalid("Missing required parameter Session")
    return input.Session
  }
  const { use } = idp.challenges
  const name = input.ChallengeName
  if (name === "PASSWORD_VERIFIER") {
    const block = answer(input, "PASSWORD_CLAIM_SECRET_BLOCK")
    return use(block, name, client, (challenge) => verifyPassword(idp, client, challenge, input))
  }
  if (name === "NEW_PASSWORD_REQUIRED") {
    return use(session(), name, client, (challenge) =>
      replacePassword(idp, client, present(idp, client, challenge), input),
    )
  }
  if (name === "SOFTWARE_TOKEN_MFA") {
    return use(session(), name, client, (challenge) => verifyCode(idp, client, present(idp, client, challenge), input))
  }
  if (name === "MFA_SETUP") {
    return use(session(), name, client, (challenge) =>
      finishSetup(idp, client, present(idp, client, challenge), challenge, input),
    )
  }
  throw notBuilt("cognito-idp", `RespondToAuthChallenge with ${name}`)
}

function answer(input: Respond, name: string): string {
  const value = input.ChallengeResponses[name]
  if (!value) throw invalid(`Missing required parameter ${name}`)
  return value
}

function verifyPassword(
  idp: Idp,
  client: Client,
  challenge: ChallengeNamed<"PASSWORD_VERIFIER">,
  input: Respond,
): Promise<Step> {
  const { key, srpName, holder } = challenge
  idp.lockout.guard(key)
  const proof = proofOf(challenge.exchange, {
    poolName: client.pool.name,
    username: srpName,
    secretBlock: Buffer.from(answer(input, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64"),
    timestamp: answer(input, "TIMESTAMP"),
  })
  const right = equal(proof, Buffer.from(answer(input, "PASSWORD_CLAIM_SIGNATURE"), "base64"))
  const user = holder && idp.users.find(client.pool, holder.username)
  if (!right || user?.password.salt !== holder?.salt || user === undefined) throw wrongPassword(idp, key)
  idp.lockout.clear(key)
  return afterPassword(idp, client, user, input.ClientMetadata)
}

/** Who began the sign-in, unless the password is another by now. */
function present(
  { users }: Idp,
  { pool }: Client,
  { holder }: Exclude<Challenge, { name: "PASSWORD_VERIFIER" }>,
): User {
  const user = users.find(pool, holder.username)
  if (user?.password.salt !== holder.salt) throw invalidSession()
  return assertEnabled(user)
}

function replacePassword(idp: Idp, client: Client, current: User, input: Respond): Promise<Step> {
  const { pool } = client
  const { username } = current
  if (current.status !== "FORCE_CHANGE_PASSWORD") throw invalidSession()
  const changes = attributeAnswers(input)
  assertWritable(client, Object.keys(changes))
  assertMutable(
    pool,
    Object.keys(changes).filter((name) => current.attributes[name] !== undefined),
  )
  assertConforms(pool, changes)
  assertComplete(pool, { ...current.attributes, ...changes })
  const password = newPassword(pool, username, answer(input, "NEW_PASSWORD"))
  const user = idp.users.change(pool, username, (before) => {
    const proven: Attributes = before.password.mailed ? { email_verified: "true" } : {}
    return { password, status: "CONFIRMED", attributes: merged({ ...before.attributes, ...proven }, changes) }
  })
  return secondFactor(idp, client, user, "NewPasswordChallenge", input.ClientMetadata)
}

function attributeAnswers({ ChallengeResponses }: Respond): Attributes {
  const prefix = "userAttributes."
  const named = Object.entries(ChallengeResponses).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(named.map(([name, value]) => [name.slice(prefix.length), value]))
}

function verifyCode(idp: Idp, client: Client, user: User, input: Respond): Promise<Step> {
  spendCode(idp, client.pool, user, answer(input, "SOFTWARE_TOKEN_MFA_CODE"))
  return signedIn(idp, client, user, "Authentication", input.ClientMetadata)
}

function finishSetup(
  idp: Idp,
  client: Client,
  { username, softwareToken: existing }: User,
  { secret, verifiedStep }: ChallengeNamed<"MFA_SETUP">,
  input: Respond,
): Promise<Step> {
  if (secret === undefined || verifiedStep === undefined || existing !== undefined) throw invalidSession()
  const softwareToken = { secret, lastStep: verifiedStep, enabled: true, preferred: true }
  const user = idp.users.change(client.pool, username, () => ({ softwareToken }))
  return signedIn(idp, client, user, "Authentication", input.ClientMetadata)
}
