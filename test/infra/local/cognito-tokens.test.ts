import { generateKeyPairSync, sign } from "node:crypto"
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { CognitoJwtVerifier } from "aws-jwt-verify"
import { expect, test } from "vitest"
import { claimsIn, failure, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"
const dayMs = 86_400_000

const refresh = ({ sdk, clientId }: Stack, RefreshToken: string | undefined) =>
  sdk.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken }))

const refreshByFlow = ({ sdk, clientId }: Stack, token = "") =>
  sdk.send(
    new idp.InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: token },
    }),
  )

const getUser = ({ sdk }: Stack, AccessToken: string | undefined) => sdk.send(new idp.GetUserCommand({ AccessToken }))

const revoke = ({ sdk, clientId }: Stack, Token: string | undefined) =>
  sdk.send(new idp.RevokeTokenCommand({ ClientId: clientId, Token }))

test("both tokens bear Cognito's claims", async () => {
  const stack = await userPool()
  const sub = await stack.user(ada, { name: "Ada", "custom:workspace": "acme" })
  const { AccessToken, IdToken, RefreshToken, ...rest } = await stack.signIn(ada)
  expect(rest).toEqual({ ExpiresIn: 3600, TokenType: "Bearer" })
  const at = Math.floor(stack.clock.at / 1000)
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)
  const both = {
    sub,
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${stack.poolId}`,
    origin_jti: uuid,
    event_id: uuid,
    jti: uuid,
    auth_time: at,
    iat: at,
    exp: at + 3600,
  }
  expect(claimsIn(AccessToken)).toEqual({
    ...both,
    client_id: stack.clientId,
    username: sub,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
  })
  expect(claimsIn(IdToken)).toEqual({
    ...both,
    aud: stack.clientId,
    "cognito:username": sub,
    token_use: "id",
    email: ada,
    email_verified: true,
    name: "Ada",
    "custom:workspace": "acme",
  })
  expect(claimsIn(AccessToken).origin_jti).toBe(claimsIn(IdToken).origin_jti)
})

test("the pool's keys are served at both paths and in process, with the discovery document", async () => {
  const { context, cognito, poolId } = await userPool()
  const { url } = context.endpoint
  const keys = await (await fetch(`${url}/_aws/cognito/${poolId}/.well-known/jwks.json`)).json()
  expect(keys).toEqual({ keys: [expect.objectContaining({ kty: "RSA", alg: "RS256", use: "sig", e: "AQAB" })] })
  expect(JSON.stringify(keys)).not.toContain('"d"')
  expect(await (await fetch(`${url}/${poolId}/.well-known/jwks.json`)).json()).toEqual(keys)
  expect(cognito.jwks(poolId)).toEqual(keys)
  expect(cognito.jwks("eu-central-1_nobody")).toBeUndefined()
  const discovery = await (await fetch(`${url}/${poolId}/.well-known/openid-configuration`)).json()
  expect(discovery).toMatchObject({ jwks_uri: `${url}/${poolId}/.well-known/jwks.json` })
  expect((await fetch(`${url}/_aws/cognito/nobody/.well-known/jwks.json`)).status).toBe(404)
  expect((await fetch(`${url}/${poolId}/.well-known/jwks.json`, { method: "POST" })).status).toBe(405)
})

test("the ID token passes Cognito's verifier, and no token of another pool does", async () => {
  const [stack, other] = [await userPool(), await userPool({ pool: { UserPoolName: "other" } })]
  await stack.user(ada)
  await other.user(ada)
  const verifier = CognitoJwtVerifier.create({ userPoolId: stack.poolId, clientId: stack.clientId, tokenUse: "id" })
  verifier.cacheJwks(stack.cognito.jwks(stack.poolId) ?? { keys: [] })
  const { IdToken = "" } = await stack.signIn(ada)
  expect((await verifier.verify(IdToken)).email).toBe(ada)
  const { IdToken: foreign = "", AccessToken } = await other.signIn(ada)
  await expect(verifier.verify(foreign)).rejects.toThrow()
  expect(await failure(getUser(stack, AccessToken))).toMatchObject({ message: "Invalid Access Token" })
})

test("a token that is altered, unsigned, signed by another key, or an ID token, is no access token", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const bob = await stack.user("bob@example.com")
  const { AccessToken = "", IdToken } = await stack.signIn(ada)
  const [header = "", , signature] = AccessToken.split(".")
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const altered = encode({ ...claimsIn(AccessToken), username: bob })
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const own = sign("RSA-SHA256", Buffer.from(`${header}.${altered}`), privateKey).toString("base64url")
  const forged = [
    `${header}.${altered}.${signature}`,
    `${encode({ alg: "none" })}.${altered}.`,
    `${header}.${altered}`,
    `${header}.${altered}.${own}`,
    `${AccessToken}.${signature}`,
    IdToken,
    "nonsense",
  ]
  for (const token of forged) {
    expect(await failure(getUser(stack, token))).toEqual({
      name: "NotAuthorizedException",
      message: "Invalid Access Token",
    })
  }
})

test("the lifetimes are the client's, in its units", async () => {
  const stack = await userPool({
    client: {
      AccessTokenValidity: 10,
      IdTokenValidity: 2,
      RefreshTokenValidity: 3,
      TokenValidityUnits: { AccessToken: "minutes", RefreshToken: "days" },
    },
  })
  await stack.user(ada)
  const { AccessToken, IdToken, RefreshToken, ExpiresIn } = await stack.signIn(ada)
  expect(ExpiresIn).toBe(600)
  const { iat, exp } = claimsIn(AccessToken)
  expect(Number(exp) - Number(iat)).toBe(600)
  expect(Number(claimsIn(IdToken).exp) - Number(iat)).toBe(7200)
  stack.clock.at += 600_000
  expect(await failure(getUser(stack, AccessToken))).toMatchObject({ message: "Access Token has expired" })
  expect(await refusal(refresh(stack, RefreshToken))).toBe("accepted")
  stack.clock.at += 3 * dayMs
  expect(await failure(refresh(stack, RefreshToken))).toMatchObject({ message: "Refresh Token has expired" })
})

test("a refresh gives new tokens of the same sign-in, and no new refresh token", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const first = await stack.signIn(ada)
  stack.clock.at += 5000
  for (const again of [await refresh(stack, first.RefreshToken), await refreshByFlow(stack, first.RefreshToken)]) {
    expect(again.AuthenticationResult?.RefreshToken).toBeUndefined()
    const [before, after] = [claimsIn(first.AccessToken), claimsIn(again.AuthenticationResult?.AccessToken)]
    expect(after.jti).not.toBe(before.jti)
    expect(after.iat).toBe(Number(before.iat) + 5)
    expect(after).toMatchObject({ origin_jti: before.origin_jti, auth_time: before.auth_time })
  }
})

test("a refresh token made up or of another client is refused", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const { RefreshToken } = await stack.signIn(ada)
  const invalid = { name: "NotAuthorizedException", message: "Invalid Refresh Token" }
  expect(await failure(refresh(stack, "made up"))).toEqual(invalid)
  const other = await stack.provision("AWS::Cognito::UserPoolClient", "Other", { UserPoolId: stack.poolId })
  expect(await failure(refresh({ ...stack, clientId: other.ref }, RefreshToken))).toEqual(invalid)
  expect(await refusal(revoke({ ...stack, clientId: other.ref }, RefreshToken))).toBe("UnauthorizedException")
})

test("a revoked token and its access tokens end; another sign-in of the same person stays", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const [one, two] = [await stack.signIn(ada), await stack.signIn(ada)]
  const refreshed = await refresh(stack, one.RefreshToken)
  await revoke(stack, one.RefreshToken)
  expect(await failure(refresh(stack, one.RefreshToken))).toMatchObject({ message: "Refresh Token has been revoked" })
  for (const token of [one.AccessToken, refreshed.AuthenticationResult?.AccessToken]) {
    expect(await failure(getUser(stack, token))).toMatchObject({ message: "Access Token has been revoked" })
  }
  expect(await refusal(getUser(stack, two.AccessToken))).toBe("accepted")
  expect(await refusal(revoke(stack, one.RefreshToken))).toBe("accepted")
  expect(await refusal(revoke(stack, two.AccessToken))).toBe("UnsupportedTokenTypeException")
})

test("a client without revocation bears no origin and refuses to revoke, but is signed out of everywhere", async () => {
  const stack = await userPool({ client: { EnableTokenRevocation: false } })
  await stack.user(ada)
  const { AccessToken, RefreshToken } = await stack.signIn(ada)
  expect(claimsIn(AccessToken)).not.toHaveProperty("origin_jti")
  expect(await refusal(revoke(stack, RefreshToken))).toBe("UnsupportedOperationException")
  await stack.sdk.send(new idp.GlobalSignOutCommand({ AccessToken }))
  expect(await refusal(getUser(stack, AccessToken))).toBe("NotAuthorizedException")
  expect(await refusal(refresh(stack, RefreshToken))).toBe("NotAuthorizedException")
})

test("a global sign-out ends every sign-in so far and none after, even in the same second", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const [one, two] = [await stack.signIn(ada), await stack.signIn(ada)]
  await stack.sdk.send(new idp.GlobalSignOutCommand({ AccessToken: one.AccessToken }))
  const three = await stack.signIn(ada)
  for (const { AccessToken, RefreshToken } of [one, two]) {
    expect(await refusal(getUser(stack, AccessToken))).toBe("NotAuthorizedException")
    expect(await refusal(refresh(stack, RefreshToken))).toBe("NotAuthorizedException")
  }
  expect(await refusal(getUser(stack, three.AccessToken))).toBe("accepted")
})

test("with rotation each refresh gives a new token; the old one counts for the grace period, then never", async () => {
  const RefreshTokenRotation = { Feature: "ENABLED", RetryGracePeriodSeconds: 10 }
  const stack = await userPool({ client: { RefreshTokenRotation } })
  await stack.user(ada)
  const { RefreshToken: first } = await stack.signIn(ada)
  const second = (await refresh(stack, first)).AuthenticationResult?.RefreshToken
  expect(second).not.toBe(first)
  stack.clock.at += 9000
  expect(await refusal(refresh(stack, first))).toBe("accepted")
  stack.clock.at += 1000
  expect(await refusal(refresh(stack, first))).toBe("RefreshTokenReuseException")
  expect((await refresh(stack, second)).AuthenticationResult?.RefreshToken).toBeDefined()
})

test("rotation does not lengthen a sign-in", async () => {
  const stack = await userPool({ client: { RefreshTokenRotation: { Feature: "ENABLED" } } })
  await stack.user(ada)
  let token = (await stack.signIn(ada)).RefreshToken
  stack.clock.at += 29 * dayMs
  token = (await refresh(stack, token)).AuthenticationResult?.RefreshToken
  stack.clock.at += dayMs + 1
  expect(await failure(refresh(stack, token))).toMatchObject({ message: "Refresh Token has expired" })
})

test("groups are in both tokens, the weightiest first, and only those of the template", async () => {
  const groups = [
    { GroupName: "staff", Precedence: 5 },
    { GroupName: "owners", Precedence: 1 },
  ]
  const stack = await userPool({ groups })
  await stack.user(ada)
  const of = { UserPoolId: stack.poolId, Username: ada }
  for (const { GroupName } of groups) {
    await stack.sdk.send(new idp.AdminAddUserToGroupCommand({ ...of, GroupName }))
  }
  const stranger = stack.sdk.send(new idp.AdminAddUserToGroupCommand({ ...of, GroupName: "nobody" }))
  expect(await refusal(stranger)).toBe("ResourceNotFoundException")
  const { AccessToken, IdToken } = await stack.signIn(ada)
  for (const token of [AccessToken, IdToken]) expect(claimsIn(token)["cognito:groups"]).toEqual(["owners", "staff"])
  await stack.sdk.send(new idp.AdminRemoveUserFromGroupCommand({ ...of, GroupName: "owners" }))
  const { Groups } = await stack.sdk.send(new idp.AdminListGroupsForUserCommand(of))
  expect(Groups).toEqual([{ GroupName: "staff", Precedence: 5, UserPoolId: stack.poolId }])
})
