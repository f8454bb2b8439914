/** AWS::IAM of the template: roles, their inline policies, and policies attached to them. */
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Family } from "../family.ts"
import type { Policies } from "./iam.ts"
import { isAwsManaged, managedPolicy } from "./managed-policies.ts"
import { PolicyDocument, type Statement } from "./policy.ts"

const Names = z.array(z.string()).default([])
const ignored = z.unknown().optional()

const Role = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  RoleName: z.string().optional(),
  ManagedPolicyArns: Names,
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument })).default([]),
  Description: ignored,
  MaxSessionDuration: ignored,
  Path: ignored,
  Tags: ignored,
})
const Policy = z.strictObject({ PolicyName: z.string(), PolicyDocument, Roles: Names })
const ManagedPolicy = z.strictObject({
  ManagedPolicyName: z.string().optional(),
  PolicyDocument,
  Roles: Names,
  Description: ignored,
  Path: ignored,
})

export function createRoles(context: Context, policies: Policies): Family {
  const managed = new Map<string, Statement[]>()
  const arnOf = (kind: string, name: string): string => `arn:aws:iam::${context.account}:${kind}/${name}`
  return {
    name: "iam",
    types: {
      "AWS::IAM::Role": (id, properties) => {
        const role = checked(Role, properties)
        const name = role.RoleName ?? context.name(id)
        const arn = arnOf("role", name)
        policies.admit(arn)
        for (const policy of role.Policies) policies.grant(arn, policy.PolicyDocument.Statement)
        for (const one of role.ManagedPolicyArns) {
          policies.grant(arn, isAwsManaged(one) ? managedPolicy(one) : (managed.get(one) ?? managedPolicy(one)))
        }
        return { ref: name, attributes: { Arn: arn, RoleId: name } }
      },
      "AWS::IAM::Policy": (id, properties) => {
        const policy = checked(Policy, properties)
        for (const role of policy.Roles) policies.grant(arnOf("role", role), policy.PolicyDocument.Statement)
        return { ref: policy.PolicyName, attributes: { Id: id } }
      },
      "AWS::IAM::ManagedPolicy": (id, properties) => {
        const policy = checked(ManagedPolicy, properties)
        const arn = arnOf("policy", policy.ManagedPolicyName ?? context.name(id))
        managed.set(arn, policy.PolicyDocument.Statement)
        for (const role of policy.Roles) policies.grant(arnOf("role", role), policy.PolicyDocument.Statement)
        return { ref: arn, attributes: { PolicyArn: arn } }
      },
    },
  }
}
