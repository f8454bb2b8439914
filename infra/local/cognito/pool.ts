/** What a user pool's template may say. A property that this pool could not honour stops the start, by name. */
import type { KeyObject } from "node:crypto"
import * as z from "zod"

const Count = z.coerce.number().int().nonnegative()
const Inert = z.unknown().optional()

const SchemaAttribute = z.strictObject({
  Name: z.string(),
  AttributeDataType: z.enum(["String", "Number", "DateTime", "Boolean"]).default("String"),
  Mutable: z.boolean().default(true),
  Required: z.boolean().default(false),
  DeveloperOnlyAttribute: z.literal(false).optional(),
  StringAttributeConstraints: z.object({ MinLength: Count.optional(), MaxLength: Count.optional() }).optional(),
  NumberAttributeConstraints: z
    .object({ MinValue: z.coerce.number().optional(), MaxValue: z.coerce.number().optional() })
    .optional(),
})

const PasswordPolicy = z.strictObject({
  MinimumLength: Count.default(8),
  RequireUppercase: z.boolean().default(true),
  RequireLowercase: z.boolean().default(true),
  RequireNumbers: z.boolean().default(true),
  RequireSymbols: z.boolean().default(true),
  TemporaryPasswordValidityDays: Count.default(7),
})

const LambdaConfig = z.strictObject({
  PreSignUp: z.string().optional(),
  PostConfirmation: z.string().optional(),
  CustomMessage: z.string().optional(),
  PreTokenGeneration: z.string().optional(),
  PreTokenGenerationConfig: z
    .object({ LambdaArn: z.string(), LambdaVersion: z.enum(["V1_0", "V2_0", "V3_0"]) })
    .optional(),
})

const Message = { EmailMessage: z.string().optional(), EmailSubject: z.string().optional() }

export const PoolProperties = z
  .strictObject({
    UserPoolName: z.string().optional(),
    UsernameAttributes: z.array(z.literal("email")).default([]),
    AliasAttributes: z.array(z.literal("email")).default([]),
    AutoVerifiedAttributes: z.array(z.literal("email")).default([]),
    UsernameConfiguration: z.object({ CaseSensitive: z.boolean().default(true) }).prefault({}),
    Policies: z.strictObject({ PasswordPolicy: PasswordPolicy.prefault({}) }).prefault({}),
    Schema: z.array(SchemaAttribute).default([]),
    MfaConfiguration: z.enum(["OFF", "OPTIONAL", "ON"]).default("OFF"),
    EnabledMfas: z.array(z.literal("SOFTWARE_TOKEN_MFA")).default([]),
    LambdaConfig: LambdaConfig.prefault({}),
    AdminCreateUserConfig: z
      .object({
        AllowAdminCreateUserOnly: z.boolean().default(false),
        InviteMessageTemplate: z.object(Message).prefault({}),
      })
      .prefault({}),
    VerificationMessageTemplate: z
      .object({ ...Message, DefaultEmailOption: z.literal("CONFIRM_WITH_CODE").optional() })
      .prefault({}),
    EmailVerificationMessage: z.string().optional(),
    EmailVerificationSubject: z.string().optional(),
    EmailConfiguration: z.object({ From: z.string().optional() }).prefault({}),
    UserAttributeUpdateSettings: z
      .object({ AttributesRequireVerificationBeforeUpdate: z.array(z.literal("email")).default([]) })
      .prefault({}),
    AccountRecoverySetting: z
      .object({ RecoveryMechanisms: z.array(z.object({ Name: z.string() })).default([{ Name: "verified_email" }]) })
      .prefault({}),
    DeletionProtection: Inert,
    SmsAuthenticationMessage: Inert,
    SmsConfiguration: Inert,
    SmsVerificationMessage: Inert,
    UserPoolAddOns: Inert,
    UserPoolTags: Inert,
    UserPoolTier: Inert,
  })
  .refine((pool) => pool.MfaConfiguration === "OFF" || pool.EnabledMfas.length > 0, {
    path: ["EnabledMfas"],
    message: "a pool with MFA needs SOFTWARE_TOKEN_MFA here",
  })
export type PoolProperties = z.infer<typeof PoolProperties>

export type PoolKey = { id: string; privateKey: KeyObject; publicKey: KeyObject; decoySecret: Buffer }

type Group = { GroupName: string; Description?: string; Precedence?: number; RoleArn?: string }

export type Pool = {
  id: string
  /** What follows `_` in the id: the name that SRP hashes. */
  name: string
  arn: string
  region: string
  issuer: string
  key: PoolKey
  properties: PoolProperties
  groups: Map<string, Group>
}
