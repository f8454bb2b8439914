/**
 * The template is the program. CDK writes a cloud assembly: a CloudFormation template and the assets (function bundles,
 * the web app) it refers to. This stack executes that template as CloudFormation would: resources in dependency order,
 * each with its intrinsics evaluated against what the earlier ones became, under names that are the same at each start.
 * Nothing here knows the product; what is not in the template does not exist.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import * as z from "zod"
import { StartError } from "./start-error.ts"

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
})
export type Resource = z.infer<typeof Resource>

const Template = z.looseObject({
  Resources: z.record(z.string(), Resource).default({}),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
})
export type Template = z.infer<typeof Template>

const Manifest = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
})

export type Assembly = { template: Template; asset(objectKey: string): string }

/** Reads `<stack>.template.json` and the paths of its assets by object key. */
export function loadAssembly(dir: string, stack: string): Assembly {
  const template = readJson(join(dir, `${stack}.template.json`), Template)
  const manifest = readJson(join(dir, `${stack}.assets.json`), Manifest)
  const paths = new Map(
    Object.values(manifest.files).flatMap((file) =>
      Object.values(file.destinations).map((destination) => [destination.objectKey, resolve(dir, file.source.path)]),
    ),
  )
  return {
    template,
    asset(objectKey) {
      const path = paths.get(objectKey)
      if (path === undefined) throw new StartError(`The assembly in ${dir} holds no asset ${objectKey}.`)
      return path
    },
  }
}

/** The same at each start, readable, unique by its hash: `<stack>-<logical id>-<hash>`, at most `max` characters. */
export function physicalName(stack: string, logicalId: string, max = 64): string {
  const hash = createHash("sha256").update(`${stack}/${logicalId}`).digest("hex").slice(0, 8)
  return `${`${stack}-${logicalId}`.slice(0, max - hash.length - 1)}-${hash}`
}

/** Logical ids so that each comes after everything it refers to or depends on; those whose condition is false are left out. */
export function provisionOrder(template: Template, holds: (condition: string) => boolean): string[] {
  const order: string[] = []
  const state = new Map<string, "open" | "done">()
  const visit = (id: string, chain: string[]): void => {
    const resource = template.Resources[id]
    if (resource === undefined || state.get(id) === "done") return
    if (resource.Condition !== undefined && !holds(resource.Condition)) return
    if (state.get(id) === "open") {
      throw new StartError(
        `The template has a circular dependency: ${[...chain.slice(chain.indexOf(id)), id].join(" > ")}.`,
      )
    }
    state.set(id, "open")
    for (const other of [...references(resource.Properties), ...resource.DependsOn]) visit(other, [...chain, id])
    state.set(id, "done")
    order.push(id)
  }
  for (const id of Object.keys(template.Resources)) visit(id, [])
  return order
}

/** Every logical id (or parameter) that a value refers to by Ref, GetAtt or Sub. */
export function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) references(one, found)
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "Ref" && typeof inner === "string") found.add(inner)
      else if (key === "Fn::GetAtt") found.add(String(Array.isArray(inner) ? inner[0] : inner).split(".")[0] ?? "")
      else if (key === "Fn::Sub") {
        const [text, variables] = Array.isArray(inner) ? inner : [inner]
        const own = Object.keys(variables ?? {})
        for (const [, name = ""] of String(text).matchAll(/\$\{([^!}.]+)[^}]*\}/g))
          if (!own.includes(name)) found.add(name)
      }
      references(inner, found)
    }
  }
  return found
}

function readJson<S extends z.ZodType>(path: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(JSON.parse(read(path)))
  if (!parsed.success) throw new StartError(`${path} is not what CDK writes: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    throw new StartError(`Cannot read ${path}. Was the stack synthesized?`, { cause: error })
  }
}
