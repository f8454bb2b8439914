import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, test } from "vitest"
import { attributesIn, failure, password, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const role = "arn:aws:iam::000000000000:role/people"

const of = ({ poolId }: Stack, Username = ada) => ({ UserPoolId: poolId, Username })
const profile = (stack: Stack, name?: string) => stack.sdk.send(new idp.AdminGetUserCommand(of(stack, name)))
const getUser = ({ sdk }: Stack, AccessToken: string | undefined) => sdk.send(new idp.GetUserCommand({ AccessToken }))

const listUsers = async ({ sdk, poolId }: Stack, given: Partial<idp.ListUsersCommandInput> = {}) => {
  const answer = await sdk.send(new idp.ListUsersCommand({ UserPoolId: poolId, ...given }))
  return { ...answer, addresses: (answer.Users ?? []).map(({ Attributes }) => attributesIn(Attributes).email) }
}

test("every signed operation asks IAM about the pool, and is refused without its leave", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const asked = stack.context.assertions.map(({ action, resource }) => ({ action, resource }))
  expect(asked).toEqual([
    { action: "cognito-idp:AdminCreateUser", resource: stack.pool.attributes?.Arn },
    { action: "cognito-idp:AdminSetUserPassword", resource: stack.pool.attributes?.Arn },
  ])
  stack.context.deny("cognito-idp:AdminDeleteUser", String(stack.pool.attributes?.Arn), "role")
  const asRole = new idp.CognitoIdentityProviderClient(stack.context.client(role))
  expect(await refusal(asRole.send(new idp.AdminDeleteUserCommand(of(stack))))).toBe("AccessDeniedException")
  asRole.destroy()
  expect(await refusal(profile(stack))).toBe("accepted")
})

test("an unsigned caller has none of the administrator's operations, and asks IAM nothing", async () => {
  const stack = await userPool()
  const response = await fetch(stack.context.endpoint.url, {
    method: "POST",
    headers: { "x-amz-target": "AWSCognitoIdentityProviderService.AdminSetUserPassword" },
    body: JSON.stringify({ ...of(stack), Password: password, Permanent: true }),
  })
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" })
  await stack.signUp(ada)
  expect(stack.context.assertions).toEqual([])
})

test("an invitation mails a password that fits the policy", async () => {
  const stack = await userPool({
    pool: {
      AdminCreateUserConfig: {
        InviteMessageTemplate: { EmailSubject: "Join us", EmailMessage: "{username}: {####}" },
      },
    },
  })
  const UserAttributes = [{ Name: "custom:workspace", Value: "acme" }]
  const { User } = await stack.sdk.send(new idp.AdminCreateUserCommand({ ...of(stack), UserAttributes }))
  expect(User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true })
  expect(User?.UserCreateDate).toBeInstanceOf(Date)
  expect(attributesIn(User?.Attributes)).toMatchObject({ email: ada, "custom:workspace": "acme" })
  expect(stack.mails).toEqual([
    expect.objectContaining({ to: [ada], subject: "Join us", text: `${ada}: ${stack.codeFor(ada)}` }),
  ])
  expect((await stack.initiate(ada, stack.codeFor(ada))).ChallengeName).toBe("NEW_PASSWORD_REQUIRED")
})

test("a password given or suppressed: it must fit, and no mail goes out when it is suppressed", async () => {
  const stack = await userPool()
  const create = (given: Partial<idp.AdminCreateUserCommandInput>) =>
    stack.sdk.send(new idp.AdminCreateUserCommand({ ...of(stack), ...given }))
  expect(await refusal(create({ TemporaryPassword: "weak" }))).toBe("InvalidPasswordException")
  await create({ TemporaryPassword: "Given-$&-horse-1", MessageAction: "SUPPRESS" })
  expect(stack.mails).toEqual([])
  expect(await refusal(create({}))).toBe("UsernameExistsException")
  await create({ TemporaryPassword: "Given-$&-horse-1", MessageAction: "RESEND" })
  expect(stack.mails[0]?.text).toContain("Given-$&-horse-1.")
  expect(stack.mails[0]?.html).toContain("Given-$&amp;-horse-1.")
})

test("an invitation is sent again with a new password, until it was taken", async () => {
  const stack = await userPool()
  const create = (MessageAction?: "RESEND") =>
    stack.sdk.send(new idp.AdminCreateUserCommand({ ...of(stack), MessageAction }))
  await create()
  const first = stack.codeFor(ada)
  await create("RESEND")
  expect(await refusal(stack.initiate(ada, first))).toBe("NotAuthorizedException")
  expect(await refusal(stack.initiate(ada, stack.codeFor(ada)))).toBe("accepted")
  await stack.sdk.send(new idp.AdminSetUserPasswordCommand({ ...of(stack), Password: password, Permanent: true }))
  expect(await refusal(create("RESEND"))).toBe("UnsupportedUserStateException")
})

test.each([
  ["true", "mailed to it", undefined],
  ["false", "chosen by the administrator", "Given-horse-1"],
])("the address counts as verified (%s) when the temporary password was %s", async (verified, _, TemporaryPassword) => {
  const stack = await userPool()
  await stack.sdk.send(new idp.AdminCreateUserCommand({ ...of(stack), TemporaryPassword }))
  const temporary = TemporaryPassword ?? stack.codeFor(ada)
  const { Session } = await stack.initiate(ada, temporary)
  await stack.sdk.send(
    new idp.RespondToAuthChallengeCommand({
      ClientId: stack.clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: ada, NEW_PASSWORD: password },
    }),
  )
  expect(attributesIn((await profile(stack)).UserAttributes).email_verified).toBe(verified)
})

test("a password set by an administrator is final or temporary", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  const set = (Password: string, Permanent: boolean) =>
    stack.sdk.send(new idp.AdminSetUserPasswordCommand({ ...of(stack), Password, Permanent }))
  await set("Another-horse-8", true)
  await stack.signIn(ada, "Another-horse-8")
  await set("Third-horse-9", false)
  expect((await stack.initiate(ada, "Third-horse-9")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED")
  expect(await refusal(set("weak", true))).toBe("InvalidPasswordException")
})

test("a disabled person neither signs in nor refreshes, and is signed out; enabled again, signs in anew", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken, RefreshToken } = await stack.signIn(ada)
  await stack.sdk.send(new idp.AdminDisableUserCommand(of(stack)))
  expect((await profile(stack)).Enabled).toBe(false)
  expect(await failure(stack.signIn(ada))).toEqual({ name: "NotAuthorizedException", message: "User is disabled." })
  const refresh = () =>
    stack.sdk.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId: stack.clientId, RefreshToken }))
  expect(await refusal(refresh())).toBe("NotAuthorizedException")
  expect(await refusal(getUser(stack, AccessToken))).toBe("NotAuthorizedException")
  await stack.sdk.send(new idp.AdminEnableUserCommand(of(stack)))
  expect(await refusal(refresh())).toBe("NotAuthorizedException")
  await stack.signIn(ada)
})

test("a deleted person is gone with the sign-ins, and the address is free", async () => {
  const stack = await userPool()
  const first = await stack.user(ada)
  const { AccessToken, RefreshToken } = await stack.signIn(ada)
  await stack.sdk.send(new idp.AdminDeleteUserCommand(of(stack)))
  expect(await refusal(profile(stack))).toBe("UserNotFoundException")
  expect(await refusal(getUser(stack, AccessToken))).toBe("NotAuthorizedException")
  const refresh = new idp.GetTokensFromRefreshTokenCommand({ ClientId: stack.clientId, RefreshToken })
  expect(await refusal(stack.sdk.send(refresh))).toBe("NotAuthorizedException")
  expect(await stack.user(ada)).not.toBe(first)
})

test("an administrator signs a person out everywhere", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { AccessToken } = await stack.signIn(ada)
  await stack.sdk.send(new idp.AdminUserGlobalSignOutCommand(of(stack)))
  expect(await refusal(getUser(stack, AccessToken))).toBe("NotAuthorizedException")
})

test("an administrator confirms a sign-up without its code, once", async () => {
  const stack = await userPool()
  await stack.signUp(ada)
  await stack.sdk.send(new idp.AdminConfirmSignUpCommand(of(stack)))
  expect(await refusal(stack.sdk.send(new idp.AdminConfirmSignUpCommand(of(stack))))).toBe("NotAuthorizedException")
  expect(attributesIn((await profile(stack)).UserAttributes).email_verified).toBe("false")
  await stack.signIn(ada)
})

test("a server signs a person in with the password, and answers its challenges", async () => {
  const stack = await userPool({ client: { ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] } })
  await stack.sdk.send(new idp.AdminCreateUserCommand(of(stack)))
  const ids = { UserPoolId: stack.poolId, ClientId: stack.clientId }
  const begun = await stack.sdk.send(
    new idp.AdminInitiateAuthCommand({
      ...ids,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada, PASSWORD: stack.codeFor(ada) },
    }),
  )
  const done = await stack.sdk.send(
    new idp.AdminRespondToAuthChallengeCommand({
      ...ids,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: begun.Session,
      ChallengeResponses: { USERNAME: ada, NEW_PASSWORD: password },
    }),
  )
  expect(await refusal(getUser(stack, done.AuthenticationResult?.AccessToken))).toBe("accepted")
})

test("people are found by name, address and sub; a pool or a person that is none is said so", async () => {
  const stack = await userPool()
  const sub = await stack.user(ada)
  for (const name of [ada, "ADA@example.com", sub]) expect((await profile(stack, name)).Username).toBe(sub)
  expect(await refusal(profile(stack, "ghost@example.com"))).toBe("UserNotFoundException")
  const elsewhere = profile({ ...stack, poolId: "eu-central-1_nobody" })
  expect(await refusal(elsewhere)).toBe("ResourceNotFoundException")
})

test("people are listed, filtered and paged", async () => {
  const stack = await userPool()
  for (const name of ["ada", "alan", "bob"]) await stack.user(`${name}@example.com`)
  await stack.signUp("eve@example.com")
  const all = await listUsers(stack)
  expect(all.addresses.toSorted()).toEqual(["ada", "alan", "bob", "eve"].map((name) => `${name}@example.com`))
  expect((await listUsers(stack, { Filter: `email = "${ada}"` })).addresses).toEqual([ada])
  expect((await listUsers(stack, { Filter: 'email ^= "a"' })).addresses).toHaveLength(2)
  const unconfirmed = await listUsers(stack, { Filter: 'cognito:user_status = "UNCONFIRMED"' })
  expect(unconfirmed.addresses).toEqual(["eve@example.com"])
  const sub = (await profile(stack)).Username
  expect((await listUsers(stack, { Filter: `sub = "${sub}"` })).addresses).toEqual([ada])
  const narrow = await listUsers(stack, { Filter: `sub = "${sub}"`, AttributesToGet: ["sub"] })
  expect(narrow.Users?.[0]?.Attributes).toEqual([{ Name: "sub", Value: sub }])

  const first = await listUsers(stack, { Limit: 3 })
  const second = await listUsers(stack, { Limit: 3, PaginationToken: first.PaginationToken })
  expect([...first.addresses, ...second.addresses].toSorted()).toEqual(all.addresses.toSorted())
  expect(second.PaginationToken).toBeUndefined()
})

test.each(["email", 'custom:workspace = "acme"', 'email = "a" or email = "b"'])(
  "the filter %s is refused",
  async (Filter) => {
    const stack = await userPool()
    expect(await refusal(listUsers(stack, { Filter }))).toBe("InvalidParameterException")
  },
)
