import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import {
  attributesIn,
  claimsIn,
  failure,
  password,
  poolProperties,
  refusal,
  type Stack,
  userPool,
} from "./cognito-stack.ts"

const ada = "ada@example.com"
const unauthorized = { name: "NotAuthorizedException", message: "A client attempted to write unauthorized attribute" }

const signUp = ({ sdk, clientId }: Stack, Name: string, Value: string) =>
  sdk.send(
    new idp.SignUpCommand({ ClientId: clientId, Username: ada, Password: password, UserAttributes: [{ Name, Value }] }),
  )

const update = ({ sdk }: Stack, AccessToken: string | undefined, Name: string, Value: string) =>
  sdk.send(new idp.UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }))

const read = async ({ sdk }: Stack, AccessToken: string | undefined) =>
  attributesIn((await sdk.send(new idp.GetUserCommand({ AccessToken }))).UserAttributes)

const verify = ({ sdk }: Stack, AccessToken: string | undefined, Code: string) =>
  sdk.send(new idp.VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }))

const adminUpdate = ({ sdk, poolId }: Stack, Name: string, Value: string) =>
  sdk.send(
    new idp.AdminUpdateUserAttributesCommand({
      UserPoolId: poolId,
      Username: ada,
      UserAttributes: [{ Name, Value }],
    }),
  )

test.each(["custom:workspace", "email_verified", "sub", "custom:seats"])(
  "a browser can set %s neither at sign-up nor later",
  async (name) => {
    const stack = await userPool()
    expect(await failure(signUp(stack, name, "1"))).toEqual(unauthorized)
    await stack.user(ada)
    const { AccessToken } = await stack.signIn(ada)
    expect(await failure(update(stack, AccessToken, name, "1"))).toEqual(unauthorized)
  },
)

test("a refused change changes nothing of what came with it", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  const UserAttributes = [
    { Name: "name", Value: "Eve" },
    { Name: "custom:workspace", Value: "acme" },
  ]
  const both = stack.sdk.send(new idp.UpdateUserAttributesCommand({ AccessToken, UserAttributes }))
  expect(await refusal(both)).toBe("NotAuthorizedException")
  expect(await read(stack, AccessToken)).not.toHaveProperty("name")
})

test("an invited person cannot slip an attribute in with the new password", async () => {
  const stack = await userPool()
  await stack.sdk.send(new idp.AdminCreateUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  const { Session } = await stack.initiate(ada, stack.codeFor(ada))
  const ChallengeResponses = { USERNAME: ada, NEW_PASSWORD: password, "userAttributes.custom:workspace": "acme" }
  const answer = new idp.RespondToAuthChallengeCommand({
    ClientId: stack.clientId,
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses,
  })
  expect(await failure(stack.sdk.send(answer))).toEqual(unauthorized)
})

test("a client without a list of its own may write the pool's custom attributes, as at AWS", async () => {
  const stack = await userPool({ client: { WriteAttributes: [] } })
  expect(await refusal(signUp(stack, "custom:workspace", "acme"))).toBe("accepted")
  expect(await refusal(signUp(stack, "email_verified", "true"))).toBe("NotAuthorizedException")
})

test("a client reads only what it may, in GetUser and in the ID token", async () => {
  const stack = await userPool({ client: { ReadAttributes: ["email", "custom:workspace"] } })
  await stack.user(ada, { name: "Ada", "custom:workspace": "acme", "custom:seats": "3" })
  const { AccessToken, IdToken } = await stack.signIn(ada)
  const attributes = await read(stack, AccessToken)
  expect(attributes).toEqual({ sub: claimsIn(IdToken).sub, email: ada, "custom:workspace": "acme" })
  expect(claimsIn(IdToken)).not.toHaveProperty("name")
  expect(claimsIn(IdToken)).not.toHaveProperty("custom:seats")
})

test.each([
  ["custom:unheard", "1", /Type for attribute {custom:unheard} could not be determined/],
  ["custom:workspace", "a name that is far too long", /custom:workspace: must be 0 to 20/],
  ["custom:seats", "11", /custom:seats: is not a number in range/],
  ["custom:seats", "many", /custom:seats: is not a number in range/],
  ["custom:origin", "import", /user.custom:origin: Attribute cannot be updated/],
  ["email", "nowhere", /Invalid email address format/],
  ["phone_number", "0123", /Invalid phone number format/],
  ["sub", "another", /non-mutable attribute sub/],
])("even an administrator cannot set %s to %s", async (name, value, why) => {
  const stack = await userPool()
  await stack.user(ada)
  const { name: code, message } = await failure(adminUpdate(stack, name, value))
  expect(code).toBe("InvalidParameterException")
  expect(message).toMatch(why)
})

test("an attribute that cannot change is set at sign-up, and then stays", async () => {
  const stack = await userPool()
  await signUp(stack, "custom:origin", "landing page")
  await stack.sdk.send(new idp.AdminConfirmSignUpCommand({ UserPoolId: stack.poolId, Username: ada }))
  const { AccessToken } = await stack.signIn(ada)
  expect(await read(stack, AccessToken)).toMatchObject({ "custom:origin": "landing page" })
  expect(await refusal(update(stack, AccessToken, "custom:origin", "ad"))).toBe("InvalidParameterException")
})

test("what the schema requires must be there and stay there", async () => {
  const Schema = [...poolProperties.Schema, { Name: "name", Required: true, Mutable: true }]
  const stack = await userPool({ pool: { Schema } })
  expect(await refusal(stack.signUp(ada))).toBe("InvalidParameterException")
  await stack.user(ada, { name: "Ada" })
  const { AccessToken } = await stack.signIn(ada)
  expect(await refusal(update(stack, AccessToken, "name", ""))).toBe("InvalidParameterException")
  await update(stack, AccessToken, "name", "Ada L.")
  expect(await read(stack, AccessToken)).toMatchObject({ name: "Ada L." })
})

test("a blank value removes an attribute", async () => {
  const stack = await userPool()
  await stack.user(ada, { name: "Ada" })
  const { AccessToken } = await stack.signIn(ada)
  await update(stack, AccessToken, "name", "")
  expect(await read(stack, AccessToken)).not.toHaveProperty("name")
  expect(await refusal(update(stack, AccessToken, "email", ""))).toBe("InvalidParameterException")
})

test("a new address is used at once but unverified, until its code comes back", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  const next = "ada@new.example"
  const answer = await update(stack, AccessToken, "email", next)
  expect(answer.CodeDeliveryDetailsList).toMatchObject([{ Destination: "a***@n***" }])
  expect(await read(stack, AccessToken)).toMatchObject({ email: next, email_verified: "false" })
  expect(await refusal(stack.signIn(ada))).toBe("NotAuthorizedException")
  await stack.signIn(next)
  await verify(stack, AccessToken, stack.codeFor(next))
  expect(await read(stack, AccessToken)).toMatchObject({ email: next, email_verified: "true" })
})

test("where the template keeps the old address until the new one is proven, it stays the name", async () => {
  const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ["email"] }
  const stack = await userPool({ pool: { UserAttributeUpdateSettings } })
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  const next = "ada@new.example"
  await update(stack, AccessToken, "email", next)
  expect(await read(stack, AccessToken)).toMatchObject({ email: ada, email_verified: "true" })
  const resend = { AccessToken, AttributeName: "email" }
  await stack.sdk.send(new idp.GetUserAttributeVerificationCodeCommand(resend))
  expect(stack.mails.map(({ to }) => to)).toEqual([[next], [next]])
  await verify(stack, AccessToken, stack.codeFor(next))
  expect(await read(stack, AccessToken)).toMatchObject({ email: next, email_verified: "true" })
  await stack.signIn(next)
})

test.each([[[]], [["email"]]])("an address of somebody else cannot be taken (proven first: %j)", async (proven) => {
  const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: proven }
  const stack = await userPool({ pool: { UserAttributeUpdateSettings } })
  await stack.user(ada)
  await stack.user("bob@example.com")
  const { AccessToken } = await stack.signIn(ada)
  expect(await refusal(update(stack, AccessToken, "email", "bob@example.com"))).toBe("AliasExistsException")
  expect(await read(stack, AccessToken)).toMatchObject({ email: ada })
})

test("a code for one address does not prove the next one, and changing it gives no new guesses", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  await update(stack, AccessToken, "email", "one@example.com")
  const code = stack.codeFor("one@example.com")
  const wrong = code === "000000" ? "000001" : "000000"
  for (let round = 0; round < 5; round++) {
    expect(await refusal(verify(stack, AccessToken, wrong))).toBe("CodeMismatchException")
  }
  expect(await refusal(update(stack, AccessToken, "email", "victim@example.com"))).toBe("LimitExceededException")
  expect(await refusal(verify(stack, AccessToken, code))).toBe("LimitExceededException")
  expect(await read(stack, AccessToken)).toMatchObject({ email: "victim@example.com", email_verified: "false" })
})

test("an address is verified on request", async () => {
  const stack = await userPool()
  await stack.user(ada, { email_verified: "false" })
  const { AccessToken } = await stack.signIn(ada)
  const request = new idp.GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" })
  expect((await stack.sdk.send(request)).CodeDeliveryDetails?.Destination).toBe("a***@e***")
  await verify(stack, AccessToken, stack.codeFor(ada))
  expect(await read(stack, AccessToken)).toMatchObject({ email_verified: "true" })
})

test("an administrator's change of the address is mailed a code, unless it is declared verified", async () => {
  const stack = await userPool()
  await stack.user(ada)
  await adminUpdate(stack, "email", "ada@new.example")
  expect(stack.mails.map(({ to }) => to)).toEqual([["ada@new.example"]])
})

test("a code that is out for an address does not bring it back after it was replaced", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  await stack.sdk.send(new idp.GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" }))
  const UserAttributes = [
    { Name: "email", Value: "ada@new.example" },
    { Name: "email_verified", Value: "true" },
  ]
  const of = { UserPoolId: stack.poolId, Username: ada }
  await stack.sdk.send(new idp.AdminUpdateUserAttributesCommand({ ...of, UserAttributes }))
  expect(await refusal(verify(stack, AccessToken, stack.codeFor(ada)))).toBe("ExpiredCodeException")
  expect(await read(stack, AccessToken)).toMatchObject({ email: "ada@new.example", email_verified: "true" })
})
