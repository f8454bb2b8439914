import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { N } from "../../../infra/local/cognito/srp.ts"
import { begin, finish, srpSignIn } from "../../support/srp-client.ts"
import { failure, password, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const next = "Another-horse-8"

const initiate = ({ sdk, clientId }: Stack, AuthFlow: idp.AuthFlowType, AuthParameters: Record<string, string>) =>
  sdk.send(new idp.InitiateAuthCommand({ ClientId: clientId, AuthFlow, AuthParameters }))

const respond = ({ sdk, clientId }: Stack, given: Omit<idp.RespondToAuthChallengeCommandInput, "ClientId">) =>
  sdk.send(new idp.RespondToAuthChallengeCommand({ ClientId: clientId, ...given }))

const newPassword = (stack: Stack, Session: string | undefined, secret = next) =>
  respond(stack, {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses: { USERNAME: ada, NEW_PASSWORD: secret },
  })

/** The session of somebody who must choose a new password. */
async function invited(stack: Stack): Promise<string | undefined> {
  await stack.sdk.send(new idp.AdminCreateUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  return (await stack.initiate(ada, stack.codeFor(ada))).Session
}

test("the right password signs in by SRP, with the name or the address", async () => {
  const stack = await userPool()
  const username = await stack.user(ada)
  for (const name of [ada, username]) {
    const { AuthenticationResult } = await srpSignIn(stack, name, password)
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 })
  }
})

test("a proof counts once", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { ChallengeParameters } = await begin(stack, ada)
  await finish(stack, ChallengeParameters, password)
  expect(await failure(finish(stack, ChallengeParameters, password))).toEqual({
    name: "NotAuthorizedException",
    message: "Invalid session for the user.",
  })
})

test("a wrong proof spends the challenge: the right one no longer counts", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { ChallengeParameters } = await begin(stack, ada)
  expect(await refusal(finish(stack, ChallengeParameters, "wrong"))).toBe("NotAuthorizedException")
  expect(await refusal(finish(stack, ChallengeParameters, password))).toBe("NotAuthorizedException")
})

test("a proof for one person does not sign in another", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const bob = await stack.user("bob@example.com")
  const { ChallengeParameters } = await begin(stack, ada)
  const forged = { ...ChallengeParameters, USER_ID_FOR_SRP: bob }
  expect(await refusal(finish(stack, forged, password))).toBe("NotAuthorizedException")
})

test.each(["0", N.toString(16), (2n * N).toString(16), "not hexadecimal"])("SRP_A %s is refused", async (SRP_A) => {
  const stack = await userPool()
  await stack.user(ada)
  const attempt = initiate(stack, "USER_SRP_AUTH", { USERNAME: ada, SRP_A })
  expect(await refusal(attempt)).toBe("InvalidParameterException")
})

test("many challenges opened before the lock do not give more guesses", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const opened = await Promise.all(Array.from({ length: 7 }, () => begin(stack, ada)))
  const messages: string[] = []
  for (const { ChallengeParameters } of opened) {
    messages.push((await failure(finish(stack, ChallengeParameters, "wrong"))).message)
  }
  expect(messages.slice(0, 5)).toEqual(Array(5).fill("Incorrect username or password."))
  expect(messages.slice(5)).toEqual(Array(2).fill("Password attempts exceeded"))
})

test("misses long ago are forgotten", async () => {
  const stack = await userPool()
  await stack.user(ada)
  for (let round = 0; round < 4; round++) await refusal(stack.signIn(ada, "wrong"))
  stack.clock.at += 15 * 60_000 + 1
  for (let round = 0; round < 4; round++) await refusal(stack.signIn(ada, "wrong"))
  expect(await refusal(stack.signIn(ada))).toBe("accepted")
})

test("a flow that the client lacks, or that only an administrator has, is refused", async () => {
  const stack = await userPool({ client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } })
  await stack.user(ada)
  expect(await refusal(stack.signIn(ada))).toBe("InvalidParameterException")
  const { AuthenticationResult } = await srpSignIn(stack, ada, password)
  const refresh = { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? "" }
  expect(await refusal(initiate(stack, "REFRESH_TOKEN_AUTH", refresh))).toBe("InvalidParameterException")
  const parameters = { USERNAME: ada, PASSWORD: password }
  expect(await refusal(initiate(stack, "ADMIN_USER_PASSWORD_AUTH", parameters))).toBe("NotImplemented")
})

test("a temporary password signs in only to be replaced", async () => {
  const stack = await userPool()
  const session = await invited(stack)
  const { AuthenticationResult } = await newPassword(stack, session)
  expect(AuthenticationResult?.AccessToken).toBeDefined()
  expect(await refusal(stack.signIn(ada, stack.codeFor(ada)))).toBe("NotAuthorizedException")
  await stack.signIn(ada, next)
})

test("a temporary password ends after the days of the policy", async () => {
  const stack = await userPool({ pool: { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } } } })
  await invited(stack)
  stack.clock.at += 2 * 86_400_000 + 1
  const { message } = await failure(stack.initiate(ada, stack.codeFor(ada)))
  expect(message).toBe("Temporary password has expired and must be reset by an administrator.")
})

test("a session made up, of another challenge, of another client, or grown old is refused", async () => {
  const stack = await userPool()
  const made = "x".repeat(128)
  expect((await failure(newPassword(stack, made))).message).toBe("Invalid session for the user.")

  const otherChallenge = await invited(stack)
  const asCode = respond(stack, {
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: otherChallenge,
    ChallengeResponses: { USERNAME: ada, SOFTWARE_TOKEN_MFA_CODE: "000000" },
  })
  expect((await failure(asCode)).message).toBe("Invalid session for the user.")

  const { Session } = await stack.initiate(ada, stack.codeFor(ada))
  const other = await stack.provision("AWS::Cognito::UserPoolClient", "Other", { UserPoolId: stack.poolId })
  const elsewhere = newPassword({ ...stack, clientId: other.ref }, Session)
  expect((await failure(elsewhere)).message).toBe("Invalid session for the user.")

  const old = (await stack.initiate(ada, stack.codeFor(ada))).Session
  stack.clock.at += 180_001
  expect((await failure(newPassword(stack, old))).message).toBe("Invalid session for the user.")
})

test("a session ends with the fifth weak password, or with a success", async () => {
  const stack = await userPool()
  const session = await invited(stack)
  for (let round = 0; round < 5; round++) {
    expect(await refusal(newPassword(stack, session, "weak"))).toBe("InvalidPasswordException")
  }
  expect(await refusal(newPassword(stack, session))).toBe("NotAuthorizedException")
  const again = (await stack.initiate(ada, stack.codeFor(ada))).Session
  expect(await refusal(newPassword(stack, again, "weak"))).toBe("InvalidPasswordException")
  await newPassword(stack, again)
  expect(await refusal(newPassword(stack, again, "Third-horse-9"))).toBe("NotAuthorizedException")
})

test("two answers at once to one session do not both count", async () => {
  const stack = await userPool()
  const session = await invited(stack)
  const answers = await Promise.all([refusal(newPassword(stack, session)), refusal(newPassword(stack, session))])
  expect(answers.toSorted()).toEqual(["NotAuthorizedException", "accepted"])
})

test("attributes that the schema requires are asked for with the new password", async () => {
  const Schema = [{ Name: "name", Required: true, Mutable: true }]
  const stack = await userPool({ pool: { Schema }, client: { WriteAttributes: ["name"] } })
  await stack.sdk.send(new idp.AdminCreateUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  const asked = await stack.initiate(ada, stack.codeFor(ada))
  expect(asked.ChallengeParameters).toMatchObject({ requiredAttributes: '["userAttributes.name"]' })
  expect(await refusal(newPassword(stack, asked.Session))).toBe("InvalidParameterException")
  const { AuthenticationResult } = await respond(stack, {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: asked.Session,
    ChallengeResponses: { USERNAME: ada, NEW_PASSWORD: next, "userAttributes.name": "Ada" },
  })
  expect(AuthenticationResult?.IdToken).toBeDefined()
})

test("an unknown client is named", async () => {
  const stack = await userPool()
  expect(
    await failure(stack.sdk.send(new idp.SignUpCommand({ ClientId: "nobody", Username: ada, Password: password }))),
  ).toEqual({ name: "ResourceNotFoundException", message: "User pool client nobody does not exist." })
})

test("a request without what it needs names the field", async () => {
  const stack = await userPool()
  const send = (operation: string, body: unknown) =>
    fetch(stack.context.endpoint.url, {
      method: "POST",
      headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify(body),
    })
  const response = await send("SignUp", { ClientId: stack.clientId, Password: password })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    __type: "InvalidParameterException",
    message: expect.stringContaining("Username"),
  })
  const missing = await send("InitiateAuth", { ClientId: stack.clientId, AuthFlow: "USER_SRP_AUTH" })
  expect(await missing.json()).toMatchObject({ message: "Missing required parameter USERNAME" })
  expect((await send("CreateUserPool", {})).status).toBe(501)
})

test("a sign-in that began with an old password does not end after it was changed", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const set = (Password: string, Permanent: boolean) =>
    stack.sdk.send(
      new idp.AdminSetUserPasswordCommand({ UserPoolId: stack.poolId, Username: ada, Password, Permanent }),
    )
  const { ChallengeParameters } = await begin(stack, ada)
  await set(next, true)
  expect(await refusal(finish(stack, ChallengeParameters, password))).toBe("NotAuthorizedException")

  await set(password, false)
  const { Session } = await stack.initiate(ada)
  await set("Third-horse-9", false)
  expect((await failure(newPassword(stack, Session))).message).toBe("Invalid session for the user.")
})
