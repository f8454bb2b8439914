/** What somebody learns who tries whether an address has an account: nothing, when the client says so. */
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { begin, srpSignIn } from "../../support/srp-client.ts"
import { failure, password, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const ghost = "ann@example.com"
const legacy = { PreventUserExistenceErrors: "LEGACY" }

const forgot = ({ sdk, clientId }: Stack, username: string) =>
  sdk.send(new idp.ForgotPasswordCommand({ ClientId: clientId, Username: username }))

const reset = ({ sdk, clientId }: Stack, Username: string, ConfirmationCode: string) =>
  sdk.send(new idp.ConfirmForgotPasswordCommand({ ClientId: clientId, Username, ConfirmationCode, Password: password }))

async function bothWays<R>(of: (name: string) => Promise<R>): Promise<[R, R]> {
  return [await of(ada), await of(ghost)]
}

test("SRP begins alike for a stranger: a stable salt and UUID, a new B each time", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const shape = (parameters: Record<string, string> = {}) =>
    Object.entries(parameters).map(([name, value]) => [name, name === "SRP_B" ? "long" : value.length])
  const [known, unknown] = await bothWays((name) => begin(stack, name))
  expect(shape(unknown.ChallengeParameters)).toEqual(shape(known.ChallengeParameters))
  expect(unknown.Session).toBe(known.Session)
  const again = await begin(stack, ghost)
  const { SRP_B: first, SECRET_BLOCK: _1, ...stable } = unknown.ChallengeParameters ?? {}
  const { SRP_B: second, SECRET_BLOCK: _2, ...same } = again.ChallengeParameters ?? {}
  expect(same).toEqual(stable)
  expect(first).not.toBe(second)
  expect(stable.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test("strangers' UUIDs are as various as users'", async () => {
  const stack = await userPool()
  const names = Array.from({ length: 60 }, (_, index) => `ghost${index}@example.com`)
  const ids = await Promise.all(
    names.map(async (name) => (await begin(stack, name)).ChallengeParameters?.USER_ID_FOR_SRP),
  )
  expect(new Set(ids).size).toBe(60)
  expect(new Set(ids.map((id) => id?.at(19)))).toEqual(new Set("89ab"))
})

test("a password is wrong, and wrong too often, for a stranger as for a user", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const tries = async (name: string) => {
    const answers = []
    for (let round = 0; round < 4; round++) answers.push(await failure(stack.signIn(name, "wrong")))
    for (let round = 0; round < 2; round++) answers.push(await failure(srpSignIn(stack, name, "wrong")))
    return answers
  }
  const [known, unknown] = await bothWays(tries)
  expect(unknown).toEqual(known)
  expect(known.at(-1)?.message).toBe("Password attempts exceeded")
})

test("a forgotten password is asked for, guessed at and closed alike", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const tries = async (name: string) => {
    const answers: unknown[] = [await failure(reset(stack, name, "123456"))]
    answers.push((await forgot(stack, name)).CodeDeliveryDetails)
    for (let round = 0; round < 6; round++) answers.push(await failure(reset(stack, name, "not the code")))
    stack.clock.at += 3_600_001
    answers.push(await failure(reset(stack, name, "123456")))
    return answers
  }
  const [known, unknown] = await bothWays(tries)
  expect(unknown).toEqual(known)
  expect(known).toContainEqual(expect.objectContaining({ name: "LimitExceededException" }))
  expect(stack.mails.map(({ to }) => to)).toEqual([[ada]])
})

test("people who are disabled or only invited are not told apart by a forgotten password", async () => {
  const stack = await userPool()
  await stack.user(ada)
  await stack.sdk.send(new idp.AdminDisableUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  const known = await forgot(stack, ada)
  expect(known.CodeDeliveryDetails).toEqual((await forgot(stack, ghost)).CodeDeliveryDetails)
  await stack.sdk.send(
    new idp.AdminCreateUserCommand({
      UserPoolId: stack.poolId,
      Username: "bob@example.com",
      MessageAction: "SUPPRESS",
    }),
  )
  await forgot(stack, "bob@example.com")
  expect(stack.mails).toEqual([])
})

test("a confirmation code is asked for and guessed at alike", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const { sdk, clientId: ClientId } = stack
  const tries = async (Username: string) => [
    (await sdk.send(new idp.ResendConfirmationCodeCommand({ ClientId, Username }))).CodeDeliveryDetails,
    await failure(sdk.send(new idp.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: "no code" }))),
  ]
  const [known, unknown] = await bothWays(tries)
  expect(unknown).toEqual(known)
})

test("a state of an account is told only to who knows its password", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  expect(await refusal(stack.signIn(ada, "wrong"))).toBe("NotAuthorizedException")
  expect(await refusal(stack.signIn(ada))).toBe("UserNotConfirmedException")
  expect(await refusal(srpSignIn(stack, ada, password))).toBe("UserNotConfirmedException")
})

test("a client that does not prevent it is told that a user does not exist", async () => {
  const stack = await userPool({ client: legacy })
  expect(await refusal(begin(stack, ghost))).toBe("UserNotFoundException")
  expect(await refusal(stack.signIn(ghost))).toBe("UserNotFoundException")
  expect(await refusal(forgot(stack, ghost))).toBe("UserNotFoundException")
  expect(await refusal(reset(stack, ghost, "123456"))).toBe("UserNotFoundException")
})

test("where people have names of their own, a stranger's mail seems to go to some address", async () => {
  const stack = await userPool({ pool: { UsernameAttributes: [] } })
  const first = await forgot(stack, "ghost")
  expect(first.CodeDeliveryDetails?.Destination).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/)
  expect(await forgot(stack, "ghost")).toMatchObject({ CodeDeliveryDetails: first.CodeDeliveryDetails })
  expect((await begin(stack, "ghost")).ChallengeParameters?.USER_ID_FOR_SRP).toBe("ghost")
})
