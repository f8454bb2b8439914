/** What the real Amplify client does with a user pool, from sign-up to lock-out. */
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { Amplify } from "aws-amplify"
import * as auth from "aws-amplify/auth"
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito"
import { ConsoleLogger } from "aws-amplify/utils"
import { CognitoJwtVerifier } from "aws-jwt-verify"
import { SimpleJwksCache } from "aws-jwt-verify/jwk"
import { afterEach, expect, test } from "vitest"
import { codeAt } from "../../../infra/local/cognito/totp.ts"
import {
  failure,
  type Options,
  password,
  poolProperties,
  refusal,
  type Stack,
  type TriggerEvent,
  userPool,
} from "./cognito-stack.ts"

const pool = {
  MfaConfiguration: "OPTIONAL",
  EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
  LambdaConfig: {
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: "arn:aws:lambda:eu-central-1:0:function:claims" },
  },
}
const client = {
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  WriteAttributes: ["email", "custom:workspace"],
}

const trigger = ({ triggerSource, request }: TriggerEvent) => ({
  claimsAndScopeOverrideDetails: {
    idTokenGeneration: { claimsToAddOrOverride: { by: triggerSource } },
    accessTokenGeneration: {
      claimsToAddOrOverride: { workspace: request.userAttributes["custom:workspace"] ?? "none" },
    },
  },
})

async function amplify(options: Options = {}): Promise<Stack> {
  const stack = await userPool({ pool: { ...pool, ...options.pool }, client, trigger })
  const userPoolEndpoint = stack.context.endpoint.url
  Amplify.configure({
    Auth: { Cognito: { userPoolId: stack.poolId, userPoolClientId: stack.clientId, userPoolEndpoint } },
  })
  const kept = new Map<string, string>()
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async (key) => kept.get(key) ?? null,
    setItem: async (key, value) => void kept.set(key, value),
    removeItem: async (key) => void kept.delete(key),
    clear: async () => kept.clear(),
  })
  return stack
}

ConsoleLogger.LOG_LEVEL = "ERROR"

afterEach(() => auth.signOut())

const ada = "ada@example.com"
const step = (result: { nextStep: { signInStep: string } }) => result.nextStep.signInStep

async function signIn(username: string, secret = password): Promise<string> {
  return step(await auth.signIn({ username, password: secret }))
}

async function accessToken(): Promise<auth.JWT> {
  const { tokens } = await auth.fetchAuthSession()
  if (tokens === undefined) throw new Error("not signed in")
  return tokens.accessToken
}

/** A signed-in user whose authenticator app is set up. */
async function withApp(stack: Stack): Promise<string> {
  await stack.user(ada)
  await signIn(ada)
  const { sharedSecret } = await auth.setUpTOTP()
  await auth.verifyTOTPSetup({ code: codeAt(sharedSecret, stack.clock.at) })
  await auth.updateMFAPreference({ totp: "PREFERRED" })
  return sharedSecret
}

test("a person signs up, cannot sign in until confirmed, and then can", async () => {
  const stack = await amplify()
  const userAttributes = { email: ada, "custom:workspace": "acme" }
  const { nextStep } = await auth.signUp({ username: ada, password, options: { userAttributes } })
  expect(nextStep).toMatchObject({
    signUpStep: "CONFIRM_SIGN_UP",
    codeDeliveryDetails: { destination: "a***@e***", deliveryMedium: "EMAIL", attributeName: "email" },
  })
  expect(await signIn(ada)).toBe("CONFIRM_SIGN_UP")
  await auth.confirmSignUp({ username: ada, confirmationCode: stack.codeFor(ada) })
  expect(await signIn(ada)).toBe("DONE")
  expect((await auth.getCurrentUser()).signInDetails?.loginId).toBe(ada)
})

test("a flow that the client does not have is refused", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const options = { authFlowType: "USER_PASSWORD_AUTH" } as const
  expect(await refusal(auth.signIn({ username: ada, password, options }))).toBe("InvalidParameterException")
})

test("a wrong password and an unknown person are refused alike", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const messages: string[] = []
  for (const username of [ada, "ghost@example.com"]) {
    const { name, message } = await failure(auth.signIn({ username, password: "wrong" }))
    messages.push(`${name}: ${message}`)
  }
  expect(messages).toEqual(Array(2).fill("NotAuthorizedException: Incorrect username or password."))
})

test("the tokens bear what the pool's function adds and pass Cognito's own verifier", async () => {
  const stack = await amplify()
  await stack.user(ada, { "custom:workspace": "acme" })
  await signIn(ada)
  const { tokens } = await auth.fetchAuthSession()
  expect(tokens?.idToken?.payload.by).toBe("TokenGeneration_Authentication")
  expect(tokens?.accessToken.payload.workspace).toBe("acme")
  const { userId } = await auth.getCurrentUser()
  const claims = await verifierOf(stack).verify(String(tokens?.accessToken))
  expect(claims).toMatchObject({ sub: userId, iss: `https://cognito-idp.eu-central-1.amazonaws.com/${stack.poolId}` })
})

/** Cognito's own verifier, which asks AWS for the keys: only the host it fetches from is another. */
function verifierOf({ context, poolId, clientId }: Stack) {
  const fetcher = {
    async fetch(uri: string) {
      const response = await fetch(uri.replace("https://cognito-idp.eu-central-1.amazonaws.com", context.endpoint.url))
      return response.arrayBuffer()
    },
  }
  const pool = { userPoolId: poolId, clientId, tokenUse: "access" } as const
  return CognitoJwtVerifier.create(pool, { jwksCache: new SimpleJwksCache({ fetcher }) })
}

test("a session is refreshed on demand", async () => {
  const stack = await amplify()
  await stack.user(ada)
  await signIn(ada)
  const before = String(await accessToken())
  const { tokens } = await auth.fetchAuthSession({ forceRefresh: true })
  expect(String(tokens?.accessToken)).not.toBe(before)
  expect(tokens?.idToken?.payload.by).toBe("TokenGeneration_RefreshTokens")
})

test("an authenticator app is set up, asked for, refused when wrong and taken when right", async () => {
  const stack = await amplify()
  const secret = await withApp(stack)
  expect(await auth.fetchMFAPreference()).toEqual({ enabled: ["TOTP"], preferred: "TOTP" })
  await auth.signOut()
  expect(await signIn(ada)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE")
  const wrong = codeAt(secret, stack.clock.at + 600_000)
  expect(await refusal(auth.confirmSignIn({ challengeResponse: wrong }))).toBe("CodeMismatchException")
  stack.clock.at += 30_000
  expect(step(await auth.confirmSignIn({ challengeResponse: codeAt(secret, stack.clock.at) }))).toBe("DONE")
})

test("where MFA is required a new person sets the app up while signing in", async () => {
  const stack = await amplify({ pool: { MfaConfiguration: "ON" } })
  await stack.user(ada)
  const { nextStep } = await auth.signIn({ username: ada, password })
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep)
  const secret = nextStep.totpSetupDetails.sharedSecret
  const wrong = codeAt(secret, stack.clock.at + 600_000)
  expect(await refusal(auth.confirmSignIn({ challengeResponse: wrong }))).toBe("EnableSoftwareTokenMFAException")
  expect(step(await auth.confirmSignIn({ challengeResponse: codeAt(secret, stack.clock.at) }))).toBe("DONE")
  await auth.signOut()
  expect(await signIn(ada)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE")
})

test("a global sign-out ends the session everywhere", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const elsewhere = new idp.GetUserCommand({ AccessToken: await tokenElsewhere(stack) })
  await auth.signOut({ global: true })
  expect(await refusal(stack.sdk.send(elsewhere))).toBe("NotAuthorizedException")
})

async function tokenElsewhere(stack: Stack): Promise<string> {
  await signIn(ada)
  const first = String(await accessToken())
  await stack.sdk.send(new idp.GetUserCommand({ AccessToken: first }))
  return first
}

test("a sign-out revokes the session's refresh token and its access token", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const token = new idp.GetUserCommand({ AccessToken: await tokenElsewhere(stack) })
  await auth.signOut()
  expect(await refusal(stack.sdk.send(token))).toBe("NotAuthorizedException")
})

test("a forgotten password is replaced with the mailed code", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const { nextStep } = await auth.resetPassword({ username: ada })
  expect(nextStep.resetPasswordStep).toBe("CONFIRM_RESET_PASSWORD_WITH_CODE")
  const newPassword = "Another-horse-8"
  await auth.confirmResetPassword({ username: ada, confirmationCode: stack.codeFor(ada), newPassword })
  expect(await refusal(signIn(ada))).toBe("NotAuthorizedException")
  expect(await signIn(ada, newPassword)).toBe("DONE")
})

test("an invited person signs in with the mailed password and must choose a new one", async () => {
  const stack = await amplify()
  const of = { UserPoolId: stack.poolId, Username: ada }
  await stack.sdk.send(new idp.AdminCreateUserCommand({ ...of, DesiredDeliveryMediums: ["EMAIL"] }))
  expect(await signIn(ada, stack.codeFor(ada))).toBe("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED")
  expect(await refusal(auth.confirmSignIn({ challengeResponse: "short" }))).toBe("InvalidPasswordException")
  expect(step(await auth.confirmSignIn({ challengeResponse: password }))).toBe("DONE")
  expect((await auth.getCurrentUser()).username).toBe((await stack.sdk.send(new idp.AdminGetUserCommand(of))).Username)
})

test("people read and change their attributes, but not those that the client may not write", async () => {
  const stack = await amplify({ pool: poolProperties })
  await stack.user(ada, { "custom:workspace": "acme", "custom:origin": "import" })
  await signIn(ada)
  expect(await auth.fetchUserAttributes()).toMatchObject({ email: ada, "custom:workspace": "acme" })
  await auth.updateUserAttributes({ userAttributes: { "custom:workspace": "beta" } })
  expect(await auth.fetchUserAttributes()).toMatchObject({ "custom:workspace": "beta" })
  const refused = auth.updateUserAttributes({ userAttributes: { name: "Ada" } })
  expect(await refusal(refused)).toBe("NotAuthorizedException")
})

test("a signed-in person changes the password and can leave", async () => {
  const stack = await amplify()
  await stack.user(ada)
  await signIn(ada)
  await auth.updatePassword({ oldPassword: password, newPassword: "Another-horse-8" })
  await auth.signOut()
  expect(await signIn(ada, "Another-horse-8")).toBe("DONE")
  await auth.deleteUser()
  expect(await refusal(signIn(ada, "Another-horse-8"))).toBe("NotAuthorizedException")
})

test("after five misses a name is closed for a while, and for longer at each further miss", async () => {
  const stack = await amplify()
  await stack.user(ada)
  const miss = async () => (await failure(auth.signIn({ username: ada, password: "wrong" }))).message
  for (let round = 0; round < 5; round++) expect(await miss()).toBe("Incorrect username or password.")
  expect(await miss()).toBe("Password attempts exceeded")
  stack.clock.at += 1000
  expect(await miss()).toBe("Incorrect username or password.")
  stack.clock.at += 1000
  expect(await miss()).toBe("Password attempts exceeded")
  stack.clock.at += 1000
  expect(await signIn(ada)).toBe("DONE")
})
