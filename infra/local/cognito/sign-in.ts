/** The first step of a sign-in: who says to be whom, by SRP or by the password itself, or with a refresh token. */
import * as z from "zod"
import { notBuilt } from "../aws-error.ts"
import { invalid } from "./attributes.ts"
import { holderOf } from "./challenges.ts"
import type { Client } from "./client.ts"
import type { Idp } from "./idp.ts"
import { afterPassword, type Step } from "./next-step.ts"
import { admin, OfClient, OfPool, type Operations, openFor, Texts } from "./operation.ts"
import { matches } from "./passwords.ts"
import { type Someone, someone } from "./someone.ts"
import { exchange } from "./srp.ts"
import { refreshTokens, refused } from "./tokens.ts"
import type { Metadata } from "./triggers.ts"

const Initiate = OfClient.extend({ AuthFlow: z.string(), AuthParameters: Texts.default({}) })
const Refresh = OfClient.extend({ RefreshToken: z.string() })

const refreshFlows = ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"]
const openFlows = ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", ...refreshFlows]
const adminFlows = ["USER_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", ...refreshFlows]

export function signInOperations(idp: Idp): { open: Operations; admin: Operations } {
  return {
    open: {
      InitiateAuth: openFor(idp, Initiate, (client, input) => initiate(idp, client, input, openFlows)),
      GetTokensFromRefreshToken: openFor(idp, Refresh, async (client, input) => ({
        AuthenticationResult: await refreshTokens(idp, client, input.RefreshToken, input.ClientMetadata),
      })),
    },
    admin: {
      AdminInitiateAuth: admin(idp, Initiate.extend(OfPool.shape), (pool, input) => {
        const client = idp.pools.client(input.ClientId)
        if (client.pool.id !== pool.id) throw refused(`Client ${client.id} is not of user pool ${pool.id}.`)
        return initiate(idp, client, input, adminFlows)
      }),
    },
  }
}

async function initiate(idp: Idp, client: Client, input: z.infer<typeof Initiate>, flows: string[]): Promise<Step> {
  const flow = input.AuthFlow
  if (!flows.includes(flow)) throw notBuilt("cognito-idp", `InitiateAuth with ${flow}`)
  const parameter = (name: string) => {
    const value = input.AuthParameters[name]
    if (!value) throw invalid(`Missing required parameter ${name}`)
    return value
  }
  assertAllowed(client, flow)
  if (refreshFlows.includes(flow)) {
    const result = await refreshTokens(idp, client, parameter("REFRESH_TOKEN"), input.ClientMetadata)
    return { ChallengeParameters: {}, AuthenticationResult: result }
  }
  if (flow === "USER_SRP_AUTH") return srp(idp, client, parameter("USERNAME"), parameter("SRP_A"))
  const who = someone(idp, client, parameter("USERNAME"))
  return byPassword(idp, client, who, parameter("PASSWORD"), input.ClientMetadata)
}

function assertAllowed({ properties }: Client, flow: string): void {
  const name = { REFRESH_TOKEN: "REFRESH_TOKEN_AUTH", ADMIN_NO_SRP_AUTH: "ADMIN_USER_PASSWORD_AUTH" }[flow] ?? flow
  if (!properties.ExplicitAuthFlows.includes(`ALLOW_${name}`)) {
    throw invalid(`${flow} flow not enabled for this client`)
  }
}

function srp(idp: Idp, client: Client, name: string, clientPublic: string): Step {
  const { key, srpName, verifier, user } = someone(idp, client, name)
  idp.lockout.guard(key)
  if (!/^[0-9a-f]{1,1024}$/i.test(clientPublic)) throw invalid("SRP_A is not a hexadecimal number")
  const offer = exchange(verifier.verifier, clientPublic)
  if (offer === undefined) throw invalid("SRP_A must not be a multiple of N")
  const challenge = { name: "PASSWORD_VERIFIER", key, srpName, exchange: offer } as const
  const block = idp.challenges.open(client, user === undefined ? challenge : { ...challenge, holder: holderOf(user) })
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: {
      SALT: verifier.salt,
      SECRET_BLOCK: block,
      SRP_B: offer.B.toString(16),
      USERNAME: srpName,
      USER_ID_FOR_SRP: srpName,
    },
  }
}

function byPassword(
  idp: Idp,
  client: Client,
  { key, srpName, verifier, user }: Someone,
  password: string,
  metadata: Metadata,
): Promise<Step> {
  idp.lockout.guard(key)
  const right = matches(client.pool, srpName, verifier, password)
  if (!right || user === undefined) throw wrongPassword(idp, key)
  idp.lockout.clear(key)
  return afterPassword(idp, client, user, metadata)
}

export function wrongPassword({ lockout }: Idp, key: string): Error {
  lockout.miss(key)
  return refused("Incorrect username or password.")
}
