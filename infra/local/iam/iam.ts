/**
 * Identity and access: every function signs with the keys of its own role, and what the template does not grant that
 * role is refused here as AWS refuses it. An explicit Deny anywhere wins; otherwise the role's policies or the policy of
 * the resource must allow. AWS services act through the resource's policy alone.
 */
import { AwsError } from "../aws-error.ts"
import type { Credentials, Iam, Principal } from "../family.ts"
import type { State } from "../state.ts"
import { deriveKeys } from "./keys.ts"
import { type Query, ResourceStatement, type Statement, speaksAbout } from "./policy.ts"

export type Policies = {
  /** Adds statements to what a role may do. */
  grant(roleArn: string, statements: Statement[]): void
  /** Makes a role known, so that its keys can sign. */
  admit(roleArn: string): void
}

type Attached = { resourceArn: string; statement: ResourceStatement }

export function createIam(state: State, account: string): Iam & Policies {
  const keysOf = deriveKeys(state)
  const owners = new Map<string, { secretAccessKey: string; principal: Principal }>()
  const identity = new Map<string, Statement[]>()
  const attached: Attached[] = []
  const allowed = new Set<string>()

  function own(owner: string, principal: Principal): Credentials {
    const keys = keysOf(owner)
    owners.set(keys.accessKeyId, { secretAccessKey: keys.secretAccessKey, principal })
    return keys
  }

  return {
    operator: own("operator", { kind: "operator" }),
    credentialsFor: (roleArn) => own(roleArn, { kind: "role", arn: roleArn }),
    lookUp: (accessKeyId) => owners.get(accessKeyId),
    admit: (roleArn) => void identity.set(roleArn, identity.get(roleArn) ?? []),
    grant(roleArn, statements) {
      identity.set(roleArn, [...(identity.get(roleArn) ?? []), ...statements])
      allowed.clear()
    },
    attach(resourceArn, statement) {
      attached.push({ resourceArn, statement: ResourceStatement.parse(statement) })
      allowed.clear()
    },
    assert(principal, action, resource, context) {
      if (principal.kind === "operator") return
      const question = context === undefined ? `${describe(principal)} ${action} ${resource}` : undefined
      if (question !== undefined && allowed.has(question)) return
      const query: Query = { action, resource, facts: facts(principal, account, context) }
      const rights = principal.kind === "role" ? (identity.get(principal.arn) ?? []) : []
      const policies = attached
        .filter((one) => belongs(resource, one.resourceArn) && concerns(one.statement, principal))
        .map((one) => one.statement)
      refuseUnlessAllowed(principal, query, rights, policies)
      if (allowed.size > 10_000) allowed.clear()
      if (question !== undefined) allowed.add(question)
    },
  }
}

function refuseUnlessAllowed(
  principal: Principal,
  query: Query,
  rights: Statement[],
  policies: ResourceStatement[],
): void {
  const [ofIdentity, ofResource] = [rights, policies.map(({ Principal: _, ...statement }) => statement)].map((all) =>
    all.filter((statement) => speaksAbout(statement, query)).map((statement) => statement.Effect),
  )
  if (ofIdentity?.includes("Deny")) throw denied(principal, query, "with an explicit deny in an identity-based policy")
  if (ofResource?.includes("Deny")) throw denied(principal, query, "with an explicit deny in a resource-based policy")
  if (ofIdentity?.includes("Allow") || ofResource?.includes("Allow")) return
  const kind = principal.kind === "role" ? "identity" : "resource"
  throw denied(principal, query, `because no ${kind}-based policy allows the ${query.action} action`)
}

/** A bucket's policy speaks about its objects too, a function's about its aliases. */
function belongs(resource: string, owner: string): boolean {
  return resource === owner || resource.startsWith(`${owner}/`) || resource.startsWith(`${owner}:`)
}

function concerns({ Principal: { AWS, Service } }: ResourceStatement, principal: Principal): boolean {
  if (AWS.includes("*")) return true
  if (principal.kind === "role") return AWS.includes(principal.arn)
  return principal.kind === "service" && Service.includes(principal.service)
}

function facts(principal: Principal, account: string, context: Record<string, string> = {}): Query["facts"] {
  const known: [string, string][] = [
    ["aws:securetransport", "true"],
    ["s3:tlsversion", "1.3"],
  ]
  if (principal.kind === "role") known.push(["aws:principalarn", principal.arn], ["aws:principalaccount", account])
  if (principal.kind === "service") {
    known.push(["aws:sourceaccount", account])
    if (principal.sourceArn !== undefined) known.push(["aws:sourcearn", principal.sourceArn])
  }
  for (const [key, value] of Object.entries(context)) known.push([key.toLowerCase(), value])
  return new Map(known.map(([key, value]) => [key, [value]]))
}

function describe(principal: Principal): string {
  if (principal.kind === "role") return principal.arn
  if (principal.kind === "service") return `${principal.service} for ${principal.sourceArn ?? "itself"}`
  return principal.kind
}

const saysAccessDenied = new Set(["s3", "ses", "sqs"])

function denied(principal: Principal, { action, resource }: Query, why: string): AwsError {
  const service = action.split(":")[0] ?? ""
  return new AwsError(
    saysAccessDenied.has(service) ? "AccessDenied" : "AccessDeniedException",
    `User: ${describe(principal)} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    saysAccessDenied.has(service) || service === "lambda" ? 403 : 400,
  )
}
