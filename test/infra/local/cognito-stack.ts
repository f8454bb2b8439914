/** A user pool with one client on a test context, its mails and its functions; the SDK talks to it as a browser and as the operator. */
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, onTestFinished } from "vitest"
import * as z from "zod"
import { type Cognito, createCognito } from "../../../infra/local/cognito/cognito.ts"
import type { Provisioned } from "../../../infra/local/family.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

export const password = "Correct-horse-7"

const Mail = z.object({ to: z.array(z.string()), subject: z.string(), text: z.string(), html: z.string() })
type Mail = z.infer<typeof Mail>

const TriggerEvent = z.looseObject({
  version: z.string(),
  triggerSource: z.string(),
  userName: z.string(),
  request: z.looseObject({ userAttributes: z.record(z.string(), z.string()) }),
})
export type TriggerEvent = z.infer<typeof TriggerEvent>
/** What the pool's function answers in `response`. */
type Trigger = (event: TriggerEvent) => unknown

export type Options = {
  pool?: Record<string, unknown>
  client?: Record<string, unknown>
  groups?: Record<string, unknown>[]
  trigger?: Trigger
  dataDir?: string
  /** The clock at the start; the real time unless given. */
  at?: number
}

type Clock = { at: number }

export type Stack = {
  context: TestContext
  cognito: Cognito
  poolId: string
  clientId: string
  pool: Provisioned
  /** Moves on by hand; starts at the real time, which the clients' own clocks go by. */
  clock: Clock
  mails: Mail[]
  events: TriggerEvent[]
  sdk: idp.CognitoIdentityProviderClient
  provision(type: string, id: string, properties: Record<string, unknown>): Promise<Provisioned>
  /** The code or password in the last mail to an address. */
  codeFor(address: string): string
  signUp(address: string, attributes?: Record<string, string>): Promise<void>
  /** A confirmed user with `password`. */
  user(address: string, attributes?: Record<string, string>): Promise<string>
  signIn(address: string, secret?: string): Promise<idp.AuthenticationResultType>
  initiate(address: string, secret?: string): Promise<idp.InitiateAuthResponse>
  stop(): Promise<void>
}

export const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:people"

export const poolProperties = {
  UsernameAttributes: ["email"],
  UsernameConfiguration: { CaseSensitive: false },
  AutoVerifiedAttributes: ["email"],
  Schema: [
    { Name: "workspace", AttributeDataType: "String", Mutable: true, StringAttributeConstraints: { MaxLength: "20" } },
    { Name: "origin", AttributeDataType: "String", Mutable: false },
    { Name: "seats", AttributeDataType: "Number", Mutable: true, NumberAttributeConstraints: { MaxValue: "10" } },
  ],
}

const clientProperties = {
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  PreventUserExistenceErrors: "ENABLED",
  ReadAttributes: ["email", "email_verified", "name", "custom:workspace", "custom:origin"],
  WriteAttributes: ["email", "name", "custom:origin"],
}

export async function userPool(options: Options = {}): Promise<Stack> {
  const clock = { at: options.at ?? Date.now() }
  const context = await testContext({
    now: () => clock.at,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  })
  const mails: Mail[] = []
  const events: TriggerEvent[] = []
  context.receive("ses", async (_arn, input) => void mails.push(Mail.parse(input)))
  context.receive("lambda", async (_arn, input) => {
    const event = TriggerEvent.parse(input)
    events.push(event)
    return { ...event, response: (await options.trigger?.(event)) ?? {} }
  })
  const cognito = createCognito(context)
  const provision = async (type: string, id: string, properties: Record<string, unknown>): Promise<Provisioned> => {
    const make = cognito.types[type]
    if (make === undefined) throw new Error(`no ${type}`)
    return make(id, properties, {})
  }
  const sdk = new idp.CognitoIdentityProviderClient(context.client())
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    sdk.destroy()
    await cognito.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  const pool = await provision("AWS::Cognito::UserPool", "People", { ...poolProperties, ...options.pool })
  const client = { ...clientProperties, ...options.client, UserPoolId: pool.ref }
  const { ref: clientId } = await provision("AWS::Cognito::UserPoolClient", "Web", client)
  for (const [index, group] of (options.groups ?? []).entries()) {
    await provision("AWS::Cognito::UserPoolGroup", `Group${index}`, { ...group, UserPoolId: pool.ref })
  }
  await cognito.start?.()
  const made = { context, cognito, poolId: pool.ref, clientId, pool, clock, mails, events, sdk, provision, stop }
  return { ...made, ...people(made) }
}

function people({ sdk, clientId, poolId, mails }: Pick<Stack, "sdk" | "clientId" | "poolId" | "mails">) {
  const listed = (attributes: Record<string, string>) =>
    Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))

  const codeFor = (address: string) => {
    const mail = mails.findLast(({ to }) => to.includes(address))
    return /(\d{6}|Tmp-\S+7a)/.exec(mail?.text ?? "")?.[1] ?? `no code for ${address}`
  }
  const signUp = async (address: string, attributes: Record<string, string> = {}) => {
    const UserAttributes = listed(attributes)
    await sdk.send(new idp.SignUpCommand({ ClientId: clientId, Username: address, Password: password, UserAttributes }))
  }
  const user = async (address: string, attributes: Record<string, string> = {}) => {
    const of = { UserPoolId: poolId, Username: address }
    const UserAttributes = listed({ email_verified: "true", ...attributes })
    const created = await sdk.send(new idp.AdminCreateUserCommand({ ...of, UserAttributes, MessageAction: "SUPPRESS" }))
    await sdk.send(new idp.AdminSetUserPasswordCommand({ ...of, Password: password, Permanent: true }))
    return created.User?.Username ?? ""
  }
  const initiate = (address: string, secret = password) =>
    sdk.send(
      new idp.InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: address, PASSWORD: secret },
      }),
    )
  const signIn = async (address: string, secret = password) => {
    const { AuthenticationResult } = await initiate(address, secret)
    if (AuthenticationResult === undefined) throw new Error(`${address} is not signed in yet`)
    return AuthenticationResult
  }
  return { codeFor, signUp, user, initiate, signIn }
}

/** The name of the exception that a call ends with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  return (await failure(call)).name
}

export async function failure(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message }
    throw error
  }
  return { name: "accepted", message: "" }
}

export function claimsIn(token: string | undefined): Record<string, unknown> {
  const payload: unknown = JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString())
  return z.record(z.string(), z.unknown()).parse(payload)
}

export function attributesIn(list: { Name?: string | undefined; Value?: string | undefined }[] | undefined) {
  expect(list).toBeDefined()
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value]))
}
