import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { attributesIn, claimsIn, failure, functionArn, password, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"

const signUp = ({ sdk, clientId }: Stack, given: Partial<idp.SignUpCommandInput> = {}) =>
  sdk.send(new idp.SignUpCommand({ ClientId: clientId, Username: ada, Password: password, ...given }))

const sources = ({ events }: Stack) => events.map(({ triggerSource }) => triggerSource)

test("PreSignUp is asked in Cognito's form, on behalf of the pool", async () => {
  const stack = await userPool({ pool: { LambdaConfig: { PreSignUp: functionArn } } })
  await signUp(stack, {
    UserAttributes: [{ Name: "name", Value: "Ada" }],
    ValidationData: [{ Name: "invite", Value: "1" }],
    ClientMetadata: { page: "home" },
  })
  expect(stack.events).toEqual([
    {
      version: "1",
      triggerSource: "PreSignUp_SignUp",
      region: "eu-central-1",
      userPoolId: stack.poolId,
      userName: expect.any(String),
      callerContext: { awsSdkVersion: expect.any(String), clientId: stack.clientId },
      request: {
        userAttributes: expect.objectContaining({ email: ada, name: "Ada" }),
        validationData: { invite: "1" },
        clientMetadata: { page: "home" },
      },
      response: {},
    },
  ])
  expect(stack.context.delivered[0]).toMatchObject({
    arn: functionArn,
    delivery: {
      by: { kind: "service", service: "cognito-idp.amazonaws.com", sourceArn: stack.pool.attributes?.Arn },
      wait: true,
    },
  })
})

test("PreSignUp that fails refuses the sign-up", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: { PreSignUp: functionArn } },
    trigger: () => Promise.reject(new FunctionError("Error", "not on the list")),
  })
  expect(await failure(signUp(stack))).toEqual({
    name: "UserLambdaValidationException",
    message: "PreSignUp failed with error not on the list.",
  })
  expect((await stack.sdk.send(new idp.ListUsersCommand({ UserPoolId: stack.poolId }))).Users).toEqual([])
})

test("a function that may not be called, or answers nonsense, is another failure", async () => {
  const pool = { LambdaConfig: { PreSignUp: functionArn } }
  const closed = await userPool({
    pool,
    trigger: () => Promise.reject(new AwsError("AccessDeniedException", "no permission", 403)),
  })
  expect(await failure(signUp(closed))).toMatchObject({ name: "UnexpectedLambdaException" })
  const silent = await userPool({ pool })
  silent.context.receive("lambda", async () => "done")
  expect(await failure(signUp(silent))).toMatchObject({ name: "InvalidLambdaResponseException" })
})

test("PreSignUp may confirm and verify; PostConfirmation follows", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: { PreSignUp: functionArn, PostConfirmation: functionArn } },
    trigger: () => ({ autoConfirmUser: true, autoVerifyEmail: true }),
  })
  expect(await signUp(stack)).toMatchObject({ UserConfirmed: true })
  expect(stack.mails).toEqual([])
  expect(sources(stack)).toEqual(["PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp"])
  const { AccessToken } = await stack.signIn(ada)
  const user = await stack.sdk.send(new idp.GetUserCommand({ AccessToken }))
  expect(attributesIn(user.UserAttributes).email_verified).toBe("true")
})

test("PreSignUp is asked about invited people too, but cannot confirm them", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: { PreSignUp: functionArn } },
    trigger: () => ({ autoConfirmUser: true }),
  })
  const { User } = await stack.sdk.send(new idp.AdminCreateUserCommand({ UserPoolId: stack.poolId, Username: ada }))
  expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD")
  expect(sources(stack)).toEqual(["PreSignUp_AdminCreateUser"])
})

test("PostConfirmation is told of a confirmation and of a reset, with the attributes as they now are", async () => {
  const stack = await userPool({ pool: { LambdaConfig: { PostConfirmation: functionArn } } })
  const of = { ClientId: stack.clientId, Username: ada }
  await signUp(stack)
  await stack.sdk.send(new idp.ConfirmSignUpCommand({ ...of, ConfirmationCode: stack.codeFor(ada) }))
  await stack.sdk.send(new idp.ForgotPasswordCommand(of))
  const reset = { ...of, ConfirmationCode: stack.codeFor(ada), Password: "Another-horse-8" }
  await stack.sdk.send(new idp.ConfirmForgotPasswordCommand(reset))
  expect(sources(stack)).toEqual(["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"])
  expect(stack.events[0]?.request.userAttributes).toMatchObject({
    email: ada,
    email_verified: "true",
    "cognito:user_status": "CONFIRMED",
  })
})

test("CustomMessage writes the mails; words that would not carry the code are passed over", async () => {
  let emailMessage = "Dear you: {####}"
  const stack = await userPool({
    pool: { LambdaConfig: { CustomMessage: functionArn } },
    trigger: () => ({ emailMessage, emailSubject: "From us" }),
  })
  await signUp(stack)
  expect(stack.mails[0]).toMatchObject({ subject: "From us", text: `Dear you: ${stack.codeFor(ada)}` })
  emailMessage = "Dear you"
  const invited = "bob@example.com"
  await stack.sdk.send(new idp.AdminCreateUserCommand({ UserPoolId: stack.poolId, Username: invited }))
  expect(stack.mails[1]?.text).toMatch(/^Your username is bob@example.com and temporary password is /)
  expect(
    stack.events.map(({ triggerSource, request }) => [triggerSource, request.codeParameter, request.usernameParameter]),
  ).toEqual([
    ["CustomMessage_SignUp", "{####}", null],
    ["CustomMessage_AdminCreateUser", "{####}", "{username}"],
  ])
})

test("a mail that cannot be sent is said so", async () => {
  const stack = await userPool()
  stack.context.receive("ses", () => Promise.reject(new Error("the sender is not verified")))
  expect(await failure(signUp(stack))).toMatchObject({
    name: "CodeDeliveryFailureException",
    message: expect.stringContaining("the sender is not verified"),
  })
})

const version2 = { PreTokenGenerationConfig: { LambdaArn: functionArn, LambdaVersion: "V2_0" } }

test("PreTokenGeneration of version 2 changes claims, scopes and groups of both tokens", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: { ...version2, PreTokenGeneration: functionArn } },
    groups: [{ GroupName: "staff", RoleArn: "arn:aws:iam::000000000000:role/staff" }],
    trigger: () => ({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { plan: "pro" }, claimsToSuppress: ["email"] },
        accessTokenGeneration: {
          claimsToAddOrOverride: { workspace: { id: 7 } },
          scopesToAdd: ["deals"],
          scopesToSuppress: ["none"],
        },
        groupOverrideDetails: { groupsToOverride: ["owners"] },
      },
    }),
  })
  await stack.user(ada)
  const membership = { UserPoolId: stack.poolId, Username: ada, GroupName: "staff" }
  await stack.sdk.send(new idp.AdminAddUserToGroupCommand(membership))
  const { AccessToken, IdToken } = await stack.signIn(ada)
  expect(claimsIn(IdToken)).toMatchObject({ plan: "pro", "cognito:groups": ["owners"] })
  expect(claimsIn(IdToken)).not.toHaveProperty("email")
  expect(claimsIn(AccessToken)).toMatchObject({
    workspace: { id: 7 },
    scope: "aws.cognito.signin.user.admin deals",
    "cognito:groups": ["owners"],
  })
  expect(stack.events[0]).toMatchObject({
    version: "2",
    triggerSource: "TokenGeneration_Authentication",
    request: {
      groupConfiguration: {
        groupsToOverride: ["staff"],
        iamRolesToOverride: ["arn:aws:iam::000000000000:role/staff"],
      },
      scopes: ["aws.cognito.signin.user.admin"],
    },
  })
})

test("PreTokenGeneration of version 1 changes the ID token only", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: { PreTokenGeneration: functionArn } },
    trigger: () => ({ claimsOverrideDetails: { claimsToAddOrOverride: { plan: "pro" } } }),
  })
  await stack.user(ada)
  const { AccessToken, IdToken } = await stack.signIn(ada)
  expect(claimsIn(IdToken).plan).toBe("pro")
  expect(claimsIn(AccessToken)).not.toHaveProperty("plan")
  expect(stack.events[0]?.version).toBe("1")
})

test("what a token stands on cannot be changed", async () => {
  const claims = { sub: "eve", iss: "eve", exp: 1, token_use: "access", aud: "eve", username: "eve", client_id: "eve" }
  const changes = { claimsToAddOrOverride: claims, claimsToSuppress: Object.keys(claims) }
  const stack = await userPool({
    pool: { LambdaConfig: version2 },
    trigger: () => ({
      claimsAndScopeOverrideDetails: { idTokenGeneration: changes, accessTokenGeneration: changes },
    }),
  })
  const sub = await stack.user(ada)
  const { AccessToken, IdToken } = await stack.signIn(ada)
  expect(claimsIn(IdToken)).toMatchObject({ sub, aud: stack.clientId, token_use: "id" })
  expect(claimsIn(AccessToken)).toMatchObject({ sub, username: sub, client_id: stack.clientId })
})

test("without its own scope an access token does not open the account", async () => {
  const stack = await userPool({
    pool: { LambdaConfig: version2 },
    trigger: () => ({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToSuppress: ["aws.cognito.signin.user.admin"], scopesToAdd: ["deals"] },
      },
    }),
  })
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  expect(await failure(stack.sdk.send(new idp.GetUserCommand({ AccessToken })))).toMatchObject({
    message: "Access Token does not have required scopes",
  })
})

test("PreTokenGeneration that fails lets nobody in, and leaves a rotating refresh token as it was", async () => {
  let fails = false
  const stack = await userPool({
    pool: { LambdaConfig: version2 },
    client: { RefreshTokenRotation: { Feature: "ENABLED" } },
    trigger: () => (fails ? Promise.reject(new FunctionError("Error", "no workspace")) : {}),
  })
  await stack.user(ada)
  const { RefreshToken } = await stack.signIn(ada)
  const refresh = () =>
    stack.sdk.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId: stack.clientId, RefreshToken }))
  fails = true
  const refused = {
    name: "UserLambdaValidationException",
    message: "PreTokenGeneration failed with error no workspace.",
  }
  expect(await failure(stack.signIn(ada))).toEqual(refused)
  expect(await failure(refresh())).toEqual(refused)
  fails = false
  expect((await refresh()).AuthenticationResult?.RefreshToken).toBeDefined()
})

test("somebody disabled while the function thinks does not come in", async () => {
  const stack: Stack = await userPool({
    pool: { LambdaConfig: version2 },
    trigger: async () => {
      await stack.sdk.send(new idp.AdminDisableUserCommand({ UserPoolId: stack.poolId, Username: ada }))
    },
  })
  await stack.user(ada)
  expect(await failure(stack.signIn(ada))).toEqual({ name: "NotAuthorizedException", message: "User is disabled." })
})
