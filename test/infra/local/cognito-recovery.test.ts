import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { failure, password, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const next = "Another-horse-8"

const forgot = ({ sdk, clientId }: Stack) =>
  sdk.send(new idp.ForgotPasswordCommand({ ClientId: clientId, Username: ada }))

const reset = ({ sdk, clientId }: Stack, ConfirmationCode: string, Password = next) =>
  sdk.send(new idp.ConfirmForgotPasswordCommand({ ClientId: clientId, Username: ada, ConfirmationCode, Password }))

const change = ({ sdk }: Stack, AccessToken: string | undefined, PreviousPassword: string, ProposedPassword = next) =>
  sdk.send(new idp.ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }))

test("the mailed code sets a new password, once", async () => {
  const stack = await userPool()
  await stack.user(ada)
  expect((await forgot(stack)).CodeDeliveryDetails?.Destination).toBe("a***@e***")
  const code = stack.codeFor(ada)
  await reset(stack, code)
  await stack.signIn(ada, next)
  expect(await refusal(stack.signIn(ada))).toBe("NotAuthorizedException")
  expect(await refusal(reset(stack, code, "Third-horse-9"))).toBe("ExpiredCodeException")
})

test("a weak new password is refused and leaves the code as it was", async () => {
  const stack = await userPool()
  await stack.user(ada)
  await forgot(stack)
  expect(await refusal(reset(stack, stack.codeFor(ada), "weak"))).toBe("InvalidPasswordException")
  expect(await refusal(reset(stack, stack.codeFor(ada)))).toBe("accepted")
})

test("the code ends after an hour", async () => {
  const stack = await userPool()
  await stack.user(ada)
  await forgot(stack)
  stack.clock.at += 3_600_001
  expect(await refusal(reset(stack, stack.codeFor(ada)))).toBe("ExpiredCodeException")
})

test("a confirmation code is no code for a new password", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  expect(await refusal(reset(stack, stack.codeFor(ada)))).toBe("ExpiredCodeException")
})

test("a new password opens a name that was closed", async () => {
  const stack = await userPool()
  await stack.user(ada)
  for (let round = 0; round < 6; round++) await refusal(stack.signIn(ada, "wrong"))
  expect(await failure(stack.signIn(ada))).toMatchObject({ message: "Password attempts exceeded" })
  await forgot(stack)
  await reset(stack, stack.codeFor(ada))
  expect(await refusal(stack.signIn(ada, next))).toBe("accepted")
})

test("an unverified address, or the administrator's word, leaves no way to recover", async () => {
  const stack = await userPool({ client: { PreventUserExistenceErrors: "LEGACY" } })
  await stack.user(ada, { email_verified: "false" })
  expect(await refusal(forgot(stack))).toBe("InvalidParameterException")
  const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] }
  const closed = await userPool({ pool: { AccountRecoverySetting } })
  await closed.user(ada)
  expect(await failure(forgot(closed))).toEqual({
    name: "NotAuthorizedException",
    message: "Contact administrator to reset password.",
  })
})

test("an administrator's reset closes the old password and mails a code", async () => {
  const stack = await userPool()
  await stack.user(ada)
  await stack.sdk.send(new idp.AdminResetUserPasswordCommand({ UserPoolId: stack.poolId, Username: ada }))
  expect(await refusal(stack.signIn(ada))).toBe("PasswordResetRequiredException")
  expect(await refusal(stack.signIn(ada, "wrong"))).toBe("NotAuthorizedException")
  await reset(stack, stack.codeFor(ada))
  await stack.signIn(ada, next)
})

test("who is signed in changes the password with the old one, within the policy and the brake on guessing", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  expect(await refusal(change(stack, AccessToken, password, "weak"))).toBe("InvalidPasswordException")
  for (let round = 0; round < 5; round++) {
    expect(await refusal(change(stack, AccessToken, "wrong"))).toBe("NotAuthorizedException")
  }
  expect(await failure(change(stack, AccessToken, password))).toMatchObject({ message: "Password attempts exceeded" })
  stack.clock.at += 1001
  await change(stack, AccessToken, password)
  await stack.signIn(ada, next)
})

test("a code that went to a former address resets nothing", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  await forgot(stack)
  const moved = [
    { Name: "email", Value: "ada@new.example" },
    { Name: "email_verified", Value: "true" },
  ]
  await stack.sdk.send(
    new idp.AdminUpdateUserAttributesCommand({ UserPoolId: stack.poolId, Username: ada, UserAttributes: moved }),
  )
  const { Username = "" } = await stack.sdk.send(new idp.GetUserCommand({ AccessToken }))
  const given = { ClientId: stack.clientId, Username, ConfirmationCode: stack.codeFor(ada), Password: next }
  expect(await refusal(stack.sdk.send(new idp.ConfirmForgotPasswordCommand(given)))).toBe("CodeMismatchException")
})
