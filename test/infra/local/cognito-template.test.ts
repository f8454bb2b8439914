/** What the template says, what it may not say, and what outlives a restart. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as idp from "@aws-sdk/client-cognito-identity-provider"
import { expect, onTestFinished, test } from "vitest"
import { codeAt } from "../../../infra/local/cognito/totp.ts"
import { failure, refusal, type Stack, userPool } from "./cognito-stack.ts"

const ada = "ada@example.com"

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-cognito-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test("a pool has Cognito's names", async () => {
  const { pool, poolId, clientId } = await userPool()
  expect(poolId).toMatch(/^eu-central-1_[a-z0-9]{9}$/)
  expect(clientId).toMatch(/^[a-z0-9]{26}$/)
  expect(pool.attributes).toEqual({
    Arn: `arn:aws:cognito-idp:eu-central-1:000000000000:userpool/${poolId}`,
    UserPoolId: poolId,
    ProviderName: `cognito-idp.eu-central-1.amazonaws.com/${poolId}`,
    ProviderURL: `https://cognito-idp.eu-central-1.amazonaws.com/${poolId}`,
  })
})

test("hosted domains are no type of this family", async () => {
  const { cognito } = await userPool()
  expect(Object.keys(cognito.types)).toEqual([
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
  ])
})

test.each([
  [{ DeviceConfiguration: {} }, /DeviceConfiguration/],
  [{ UsernameAttributes: ["phone_number"] }, /UsernameAttributes\.0/],
  [{ EnabledMfas: ["SMS_MFA"] }, /EnabledMfas\.0/],
  [{ MfaConfiguration: "ON" }, /EnabledMfas: a pool with MFA needs SOFTWARE_TOKEN_MFA/],
  [{ LambdaConfig: { UserMigration: "arn" } }, /LambdaConfig.*UserMigration/],
  [{ VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } }, /DefaultEmailOption/],
])("a pool with %j stops the start by name", async (pool, why) => {
  await expect(userPool({ pool })).rejects.toThrow(why)
})

test.each([
  [{ GenerateSecret: true }, /GenerateSecret: a client with a secret is not built/],
  [{ AllowedOAuthFlowsUserPoolClient: true }, /hosted pages are not built/],
  [{ SupportedIdentityProviders: ["Google"] }, /SupportedIdentityProviders\.0/],
  [{ AccessTokenValidity: 48 }, /AccessTokenValidity: 172800 s is not between/],
  [{ Colour: "red" }, /Colour/],
])("a client with %j stops the start by name", async (client, why) => {
  await expect(userPool({ client })).rejects.toThrow(why)
})

test("people, keys, sessions, codes, apps and locks outlive a restart", async () => {
  const dataDir = folder()
  const pool = { MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] }
  const before = await userPool({ dataDir, pool })
  await before.user(ada)
  const { AccessToken, RefreshToken } = await before.signIn(ada)
  const { SecretCode: secret = "" } = await before.sdk.send(new idp.AssociateSoftwareTokenCommand({ AccessToken }))
  const code = codeAt(secret, before.clock.at)
  await before.sdk.send(new idp.VerifySoftwareTokenCommand({ AccessToken, UserCode: code }))
  await before.sdk.send(
    new idp.SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }),
  )
  await before.sdk.send(new idp.ForgotPasswordCommand({ ClientId: before.clientId, Username: ada }))
  await before.user("bob@example.com")
  for (let round = 0; round < 9; round++) {
    before.clock.at += round < 5 ? 0 : 2 ** (round - 5) * 1000
    await refusal(before.signIn("bob@example.com", "wrong"))
  }
  await before.stop()

  const after = await userPool({ dataDir, pool, at: before.clock.at })
  expect([after.poolId, after.clientId]).toEqual([before.poolId, before.clientId])
  expect(after.cognito.jwks(after.poolId)).toEqual(before.cognito.jwks(before.poolId))
  expect(await refusal(after.sdk.send(new idp.GetUserCommand({ AccessToken })))).toBe("accepted")
  const refresh = new idp.GetTokensFromRefreshTokenCommand({ ClientId: after.clientId, RefreshToken })
  expect(await refusal(after.sdk.send(refresh))).toBe("accepted")
  expect((await after.initiate(ada)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA")
  expect(await failure(after.signIn("bob@example.com"))).toMatchObject({ message: "Password attempts exceeded" })
  const reset = { ClientId: after.clientId, Username: ada, Password: "Another-horse-8" }
  const mailed = before.codeFor(ada)
  expect(
    await refusal(after.sdk.send(new idp.ConfirmForgotPasswordCommand({ ...reset, ConfirmationCode: mailed }))),
  ).toBe("accepted")
})

test("a revocation outlives a restart, and what has long ended is swept away at one", async () => {
  const dataDir = folder()
  const before = await userPool({ dataDir })
  await before.user(ada)
  const { AccessToken, RefreshToken } = await before.signIn(ada)
  await before.sdk.send(new idp.RevokeTokenCommand({ ClientId: before.clientId, Token: RefreshToken }))
  await before.sdk.send(new idp.ForgotPasswordCommand({ ClientId: before.clientId, Username: "ghost@example.com" }))
  await before.stop()

  const after = await userPool({ dataDir })
  expect(await refusal(after.sdk.send(new idp.GetUserCommand({ AccessToken })))).toBe("NotAuthorizedException")
  expect(kept(after)).toEqual([1, 1, 1])
  await after.stop()

  const muchLater = await userPool({ dataDir, at: after.clock.at + 40 * 86_400_000 })
  expect(kept(muchLater)).toEqual([0, 0, 0])
})

function kept({ context }: Stack): number[] {
  return ["grant", "refresh", "code"].map((kind) => [...context.state.records(`cognito.${kind}`).list()].length)
}

test("a changed property of the pool counts from the next start on, for the people there are", async () => {
  const dataDir = folder()
  const before = await userPool({ dataDir })
  await before.user(ada)
  await before.stop()
  const pool = { MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] }
  const after = await userPool({ dataDir, pool })
  expect((await after.initiate(ada)).ChallengeName).toBe("MFA_SETUP")
})

test("two pools keep their people apart", async () => {
  const stack = await userPool()
  await stack.user(ada)
  const other = await stack.provision("AWS::Cognito::UserPool", "Others", { UsernameAttributes: ["email"] })
  expect(other.ref).not.toBe(stack.poolId)
  const elsewhere = new idp.AdminGetUserCommand({ UserPoolId: other.ref, Username: ada })
  expect(await refusal(stack.sdk.send(elsewhere))).toBe("UserNotFoundException")
})
