import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { attributesIn, failure, password, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"

const signUp = ({ sdk, clientId }: Stack, given: Partial<idp.SignUpCommandInput>) =>
  sdk.send(new idp.SignUpCommand({ ClientId: clientId, Username: ada, Password: password, ...given }))

const confirm = ({ sdk, clientId }: Stack, code: string, username = ada) =>
  sdk.send(new idp.ConfirmSignUpCommand({ ClientId: clientId, Username: username, ConfirmationCode: code }))

const profile = ({ sdk, poolId }: Stack, username = ada) =>
  sdk.send(new idp.AdminGetUserCommand({ UserPoolId: poolId, Username: username }))

function otherThan(code: string): string {
  return code === "000000" ? "000001" : "000000"
}

test("a sign-up stores an unconfirmed person under a UUID and mails a code", async () => {
  const stack = await userPool()
  const answer = await signUp(stack, { UserAttributes: [{ Name: "name", Value: "Ada" }] })
  expect(answer).toMatchObject({
    UserConfirmed: false,
    CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
  })
  const user = await profile(stack)
  expect(user).toMatchObject({ UserStatus: "UNCONFIRMED", Enabled: true, Username: answer.UserSub })
  expect(attributesIn(user.UserAttributes)).toEqual({
    sub: answer.UserSub,
    email: ada,
    email_verified: "false",
    name: "Ada",
  })
  expect(stack.mails).toEqual([
    expect.objectContaining({
      to: [ada],
      subject: "Your verification code",
      text: expect.stringMatching(/^Your confirmation code is \d{6}$/),
    }),
  ])
})

test("the code confirms the person and the address, once", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const code = stack.codeFor(ada)
  await confirm(stack, code)
  const user = await profile(stack)
  expect(user.UserStatus).toBe("CONFIRMED")
  expect(attributesIn(user.UserAttributes)).toMatchObject({ email_verified: "true" })
  expect(await refusal(confirm(stack, code))).toBe("NotAuthorizedException")
})

test("a second code makes the first worthless", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const first = stack.codeFor(ada)
  await stack.sdk.send(new idp.ResendConfirmationCodeCommand({ ClientId: stack.clientId, Username: ada }))
  const second = stack.codeFor(ada)
  if (first !== second) expect(await refusal(confirm(stack, first))).toBe("CodeMismatchException")
  expect(await refusal(confirm(stack, second))).toBe("accepted")
})

test("a code ends after a day", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  stack.clock.at += 86_400_001
  expect(await refusal(confirm(stack, stack.codeFor(ada)))).toBe("ExpiredCodeException")
})

test("after five wrong codes the right one no longer counts, nor does a new one, for an hour", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const code = stack.codeFor(ada)
  for (let round = 0; round < 5; round++) {
    expect(await refusal(confirm(stack, otherThan(code)))).toBe("CodeMismatchException")
  }
  expect(await refusal(confirm(stack, code))).toBe("LimitExceededException")
  const resend = () =>
    stack.sdk.send(new idp.ResendConfirmationCodeCommand({ ClientId: stack.clientId, Username: ada }))
  expect(await refusal(resend())).toBe("LimitExceededException")
  stack.clock.at += 3_600_001
  await resend()
  expect(await refusal(confirm(stack, stack.codeFor(ada)))).toBe("accepted")
})

test("no more than ten codes an hour go to one person", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const resend = () =>
    stack.sdk.send(new idp.ResendConfirmationCodeCommand({ ClientId: stack.clientId, Username: ada }))
  for (let round = 1; round < 10; round++) await resend()
  expect(await refusal(resend())).toBe("LimitExceededException")
  expect(stack.mails).toHaveLength(10)
})

test("a confirmed person gets no further confirmation code", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const resend = new idp.ResendConfirmationCodeCommand({ ClientId: stack.clientId, Username: ada })
  expect(await failure(stack.sdk.send(resend))).toEqual({
    name: "InvalidParameterException",
    message: "User is already confirmed.",
  })
})

test("one address makes one account, in any case of its letters", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  expect(await refusal(signUp(stack, { Username: "ADA@example.com" }))).toBe("UsernameExistsException")
})

test("where letters' case counts, addresses that differ in it are two accounts", async () => {
  const stack = await userPool({ pool: { UsernameConfiguration: undefined } })
  await stack.signUp(ada)
  expect(await refusal(signUp(stack, { Username: "ADA@example.com" }))).toBe("accepted")
})

test.each([
  ["Ab1!", "Password not long enough"],
  ["correct-horse-7", "Password must have uppercase characters"],
  ["CORRECT-HORSE-7", "Password must have lowercase characters"],
  ["Correct-horse-x", "Password must have numeric characters"],
  ["Correcthorse77", "Password must have symbol characters"],
])("the password %s is refused: %s", async (weak, why) => {
  const stack = await userPool()
  expect(await failure(signUp(stack, { Password: weak }))).toEqual({
    name: "InvalidPasswordException",
    message: `Password did not conform with policy: ${why}`,
  })
  expect(await refusal(profile(stack))).toBe("UserNotFoundException")
})

test("the template's own password policy counts", async () => {
  const policy = { MinimumLength: 4, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false }
  const stack = await userPool({ pool: { Policies: { PasswordPolicy: policy } } })
  expect(await refusal(signUp(stack, { Password: "abc" }))).toBe("InvalidPasswordException")
  expect(await refusal(signUp(stack, { Password: "abcd" }))).toBe("accepted")
})

test("an address that is none is refused as a name", async () => {
  const stack = await userPool()
  expect(await failure(signUp(stack, { Username: "ada" }))).toEqual({
    name: "InvalidParameterException",
    message: "Username should be an email.",
  })
})

test("nobody signs up where only an administrator creates people", async () => {
  const stack = await userPool({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } })
  expect(await refusal(signUp(stack, {}))).toBe("NotAuthorizedException")
})

test("a pool that verifies no address sends no code", async () => {
  const stack = await userPool({ pool: { AutoVerifiedAttributes: [] } })
  expect((await signUp(stack, {})).CodeDeliveryDetails).toBeUndefined()
  expect(stack.mails).toEqual([])
})

test("the template's words are mailed, as HTML and as text", async () => {
  const stack = await userPool({
    pool: {
      EmailConfiguration: { From: "people@halyard.example" },
      VerificationMessageTemplate: {
        EmailSubject: "{####} is your code",
        EmailMessage: "<p>Welcome &amp; hello {username}</p><b>{####}</b>",
      },
    },
  })
  await signUp(stack, { Username: "a&b@example.com" })
  const [mail] = stack.mails
  const code = stack.codeFor("a&b@example.com")
  expect(mail).toEqual({
    to: ["a&b@example.com"],
    subject: `${code} is your code`,
    text: `Welcome & hello a&b@example.com\n${code}`,
    html: `<p>Welcome &amp; hello a&amp;b@example.com</p><b>${code}</b>`,
  })
  expect(stack.context.delivered[0]).toMatchObject({
    arn: "arn:aws:ses:eu-central-1:000000000000:identity/no-reply",
    input: { from: "people@halyard.example" },
    delivery: { by: { kind: "service", service: "cognito-idp.amazonaws.com" } },
  })
})

test("where the address is an alias, the name is another and the address counts once it is verified", async () => {
  const stack = await userPool({ pool: { UsernameAttributes: [], AliasAttributes: ["email"] } })
  const UserAttributes = [{ Name: "email", Value: ada }]
  expect(await refusal(signUp(stack, { UserAttributes }))).toBe("InvalidParameterException")
  await signUp(stack, { Username: "ada", UserAttributes })
  expect(await refusal(profile(stack))).toBe("UserNotFoundException")
  await confirm(stack, stack.codeFor(ada), "ada")
  expect((await profile(stack)).Username).toBe("ada")
  await signUp(stack, { Username: "eve", UserAttributes })
  expect(await refusal(confirm(stack, stack.codeFor(ada), "eve"))).toBe("AliasExistsException")
})
