import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { codeAt } from "../../../infra/local/cognito/totp.ts"
import { failure, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const optional = { MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] }
const required = { ...optional, MfaConfiguration: "ON" }
const invalidSession = { name: "NotAuthorizedException", message: "Invalid session for the user." }

const associate = ({ sdk }: Stack, who: { AccessToken?: string | undefined; Session?: string | undefined }) =>
  sdk.send(new idp.AssociateSoftwareTokenCommand(who))

const verify = (
  { sdk }: Stack,
  who: { AccessToken?: string | undefined; Session?: string | undefined },
  UserCode: string,
) => sdk.send(new idp.VerifySoftwareTokenCommand({ ...who, UserCode }))

const prefer = ({ sdk }: Stack, AccessToken: string | undefined, Enabled: boolean) =>
  sdk.send(
    new idp.SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } }),
  )

const answer = ({ sdk, clientId }: Stack, Session: string | undefined, code: string) =>
  sdk.send(
    new idp.RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME: ada, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  )

const finish = ({ sdk, clientId }: Stack, Session: string | undefined) =>
  sdk.send(
    new idp.RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "MFA_SETUP",
      Session,
      ChallengeResponses: { USERNAME: ada },
    }),
  )

/** A person with an app that is asked for; the clock has left the step of the set-up. */
async function withApp(stack: Stack): Promise<{ secret: string; AccessToken: string | undefined }> {
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  const { SecretCode: secret = "" } = await associate(stack, { AccessToken })
  await verify(stack, { AccessToken }, codeAt(secret, stack.clock.at))
  await prefer(stack, AccessToken, true)
  stack.clock.at += 60_000
  return { secret, AccessToken }
}

const now = (stack: Stack, secret: string) => codeAt(secret, stack.clock.at)
const wrong = (stack: Stack, secret: string) => codeAt(secret, stack.clock.at + 600_000)

test("a code counts once, and none that is older than it", async () => {
  const stack = await userPool({ pool: optional })
  const { secret } = await withApp(stack)
  const code = now(stack, secret)
  await answer(stack, (await stack.initiate(ada)).Session, code)
  const { Session } = await stack.initiate(ada)
  expect(await failure(answer(stack, Session, code))).toEqual({
    name: "ExpiredCodeException",
    message: "Your software token has already been used once.",
  })
  const older = codeAt(secret, stack.clock.at - 30_000)
  expect(await refusal(answer(stack, Session, older))).toBe("ExpiredCodeException")
  stack.clock.at += 30_000
  expect((await answer(stack, Session, now(stack, secret))).AuthenticationResult).toBeDefined()
})

test("the code that set the app up does not sign in", async () => {
  const stack = await userPool({ pool: optional })
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  const { SecretCode: secret = "" } = await associate(stack, { AccessToken })
  const code = now(stack, secret)
  await verify(stack, { AccessToken }, code)
  await prefer(stack, AccessToken, true)
  const { Session } = await stack.initiate(ada)
  expect(await refusal(answer(stack, Session, code))).toBe("ExpiredCodeException")
})

test("the right password gives no new guesses at the code", async () => {
  const stack = await userPool({ pool: optional })
  const { secret } = await withApp(stack)
  const names: string[] = []
  for (let round = 0; round < 6; round++) {
    const { Session } = await stack.initiate(ada)
    names.push(await refusal(answer(stack, Session, wrong(stack, secret))))
  }
  expect(names).toEqual([...Array(5).fill("CodeMismatchException"), "NotAuthorizedException"])
  const { Session } = await stack.initiate(ada)
  expect(await failure(answer(stack, Session, now(stack, secret)))).toMatchObject({
    message: "Password attempts exceeded",
  })
})

test("a session takes a wrong code, but no second right one", async () => {
  const stack = await userPool({ pool: optional })
  const { secret } = await withApp(stack)
  const { Session } = await stack.initiate(ada)
  expect(await refusal(answer(stack, Session, wrong(stack, secret)))).toBe("CodeMismatchException")
  await answer(stack, Session, now(stack, secret))
  stack.clock.at += 30_000
  expect(await failure(answer(stack, Session, now(stack, secret)))).toEqual(invalidSession)
})

test("somebody disabled between password and code does not come in", async () => {
  const stack = await userPool({ pool: optional })
  const { secret } = await withApp(stack)
  const { Session } = await stack.initiate(ada)
  await stack.sdk.send(new idp.AdminDisableUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  expect(await failure(answer(stack, Session, now(stack, secret)))).toMatchObject({ message: "User is disabled." })
})

test("a wrong code sets nothing up, and another app replaces the old one only once verified", async () => {
  const stack = await userPool({ pool: optional })
  const { secret, AccessToken } = await withApp(stack)
  const { SecretCode: other = "" } = await associate(stack, { AccessToken })
  expect(await refusal(verify(stack, { AccessToken }, wrong(stack, other)))).toBe("EnableSoftwareTokenMFAException")
  await answer(stack, (await stack.initiate(ada)).Session, now(stack, secret))
  await verify(stack, { AccessToken }, now(stack, other))
  stack.clock.at += 30_000
  const { Session } = await stack.initiate(ada)
  expect(await refusal(answer(stack, Session, now(stack, secret)))).toBe("CodeMismatchException")
  expect((await answer(stack, Session, now(stack, other))).AuthenticationResult).toBeDefined()
})

test("an app that is turned off is not asked for", async () => {
  const stack = await userPool({ pool: optional })
  const { AccessToken } = await withApp(stack)
  await prefer(stack, AccessToken, false)
  await stack.signIn(ada)
  const user = await stack.sdk.send(new idp.GetUserCommand({ AccessToken }))
  expect(user.UserMFASettingList).toBeUndefined()
  await stack.sdk.send(
    new idp.AdminSetUserMFAPreferenceCommand({
      UserPoolId: stack.poolId,
      Username: ada,
      SoftwareTokenMfaSettings: { Enabled: true },
    }),
  )
  expect((await stack.initiate(ada)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA")
})

test("an app cannot be preferred before it is verified, nor a text message at all", async () => {
  const stack = await userPool({ pool: optional })
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  expect(await refusal(prefer(stack, AccessToken, true))).toBe("InvalidParameterException")
  const message = new idp.SetUserMFAPreferenceCommand({ AccessToken, SMSMfaSettings: { Enabled: true } })
  expect(await refusal(stack.sdk.send(message))).toBe("InvalidParameterException")
})

test("where MFA is required, nobody signs in without an app: the set-up cannot be skipped", async () => {
  const stack = await userPool({ pool: required })
  await stack.user(ada)
  const { ChallengeName, ChallengeParameters, Session } = await stack.initiate(ada)
  expect(ChallengeName).toBe("MFA_SETUP")
  expect(ChallengeParameters?.MFAS_CAN_SETUP).toBe('["SOFTWARE_TOKEN_MFA"]')
  expect(await failure(finish(stack, Session))).toEqual(invalidSession)

  const again = (await stack.initiate(ada)).Session
  const { Session: second } = await associate(stack, { Session: again })
  expect(await failure(finish(stack, second))).toEqual(invalidSession)
})

test("where MFA is required, the app is set up in the sign-in, each session once", async () => {
  const stack = await userPool({ pool: required })
  await stack.user(ada)
  const { Session: first } = await stack.initiate(ada)
  const { SecretCode: secret = "", Session: second } = await associate(stack, { Session: first })
  expect(await failure(associate(stack, { Session: first }))).toEqual(invalidSession)
  const { Session: third } = await verify(stack, { Session: second }, now(stack, secret))
  const { AuthenticationResult } = await finish(stack, third)
  expect(await failure(finish(stack, third))).toEqual(invalidSession)
  await prefer(stack, AuthenticationResult?.AccessToken, false)
  expect((await stack.initiate(ada)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA")
})

test("where MFA is required, a second set-up does not replace the app that was set up meanwhile", async () => {
  const stack = await userPool({ pool: required })
  await stack.user(ada)
  const verified = async () => {
    const { SecretCode = "", Session } = await associate(stack, { Session: (await stack.initiate(ada)).Session })
    return (await verify(stack, { Session }, now(stack, SecretCode))).Session
  }
  const [first, second] = [await verified(), await verified()]
  await finish(stack, first)
  expect(await failure(finish(stack, second))).toEqual(invalidSession)
})

test("a pool without MFA sets no app up and asks for none", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  expect(await refusal(associate(stack, { AccessToken }))).toBe("SoftwareTokenMFANotFoundException")
})
