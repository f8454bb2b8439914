/** The stack as CDK synthesizes it, over bundles that hold nothing: its template does not depend on what they hold. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { App } from "aws-cdk-lib"
import * as z from "zod"
import { Crm } from "../../infra/crm.ts"
import { FUNCTIONS } from "../../infra/functions.ts"

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
})
export type Resource = z.infer<typeof Resource> & { id: string }
const Template = z.looseObject({ Resources: z.record(z.string(), Resource) })

export type Synthesized = {
  app: App
  stack: Crm
  resources: Resource[]
  /** Resources of a type, `AWS::` left out. */
  all(type: string): Resource[]
  /** The one resource of a type. */
  only(type: string): Resource
}

/** Synthesizes the stack with a context, as `-c` gives it to CDK's command line. */
export function synthesized(context: Record<string, string> = {}): Synthesized {
  const dir = mkdtempSync(join(tmpdir(), "halyard-template-"))
  const write = (file: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), "")
  }
  for (const name of Object.keys(FUNCTIONS)) write(`build/functions/${name}/index.mjs`)
  for (const file of ["index.html", "assets/app.js"]) write(`build/web/${file}`)
  // CDK's own check of the template needs more time than everything here
  process.env["CDK_VALIDATION"] = "false"
  try {
    const app = new App({ context: { build: join(dir, "build"), ...context }, analyticsReporting: false, outdir: dir })
    const stack = new Crm(app)
    const { Resources } = Template.parse(app.synth().getStackArtifact(stack.artifactId).template)
    const resources = Object.entries(Resources).map(([id, resource]) => ({ ...resource, id }))
    const all = (type: string) => resources.filter((one) => one.Type === `AWS::${type}`)
    const only = (type: string) => {
      const [found, ...more] = all(type)
      if (found === undefined || more.length > 0) throw new Error(`There is not one ${type} but ${all(type).length}`)
      return found
    }
    return { app, stack, resources, all, only }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Logical ids end in a hash of eight digits, which says nothing to a reader. */
const plainId = (id: string) => id.replace(/[0-9A-F]{8}$/, "")

/** An intrinsic as text: `<StoreTable.Arn>/index/*`. */
export function written(value: unknown): string {
  if (typeof value === "string") return value
  if (typeof value !== "object" || value === null) return String(value)
  const [name, given] = Object.entries(value)[0] ?? []
  if (name === "Ref") return `<${plainId(String(given))}>`
  if (name === "Fn::GetAtt" && Array.isArray(given)) return `<${plainId(String(given[0]))}.${given[1]}>`
  if (name === "Fn::Join" && Array.isArray(given) && Array.isArray(given[1])) {
    return given[1].map(written).join(String(given[0]))
  }
  return JSON.stringify(value)
}

/** The id that a reference leads to. */
export function target(value: unknown): string | undefined {
  const parsed = z.union([z.object({ Ref: z.string() }), z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) })])
  const { data } = parsed.safeParse(value)
  if (data === undefined) return undefined
  return "Ref" in data ? data.Ref : data["Fn::GetAtt"][0]
}

const Statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
  Resource: z.unknown().transform((resource) => (Array.isArray(resource) ? resource : [resource]).map(written)),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
})
export const Policy = z.object({ Statement: z.array(Statement) })
export type Statement = z.infer<typeof Statement>

const Attached = z.object({ PolicyDocument: Policy, Roles: z.array(z.unknown()).default([]) })

/** What the policies of a role allow and deny. */
export function statementsOf({ all }: Synthesized, roleId: string | undefined): Statement[] {
  return all("IAM::Policy").flatMap(({ Properties }) => {
    const { PolicyDocument, Roles } = Attached.parse(Properties)
    return Roles.some((role) => target(role) === roleId) ? PolicyDocument.Statement : []
  })
}

const Lambda = z.object({
  Role: z.unknown(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
  LoggingConfig: z.object({ LogGroup: z.unknown() }).optional(),
  Timeout: z.int(),
})

/** The Lambdas of the product by the names infra/functions.ts gives them. CDK's own have none. */
export function lambdasOf({ all }: Synthesized) {
  return all("Lambda::Function").map(({ id, Properties }) => {
    const lambda = Lambda.parse(Properties)
    const name = lambda.Environment?.Variables["POWERTOOLS_SERVICE_NAME"]
    return { ...lambda, id, name: typeof name === "string" ? name : undefined, roleId: target(lambda.Role) }
  })
}
