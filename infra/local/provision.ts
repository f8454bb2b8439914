/** Makes every resource of the template real, each by the family that knows its type. */
import { AwsError } from "./aws-error.ts"
import type { Evaluator } from "./evaluator.ts"
import type { Family, Provision } from "./family.ts"
import { readable, StartError } from "./start-error.ts"
import { provisionOrder, type Template } from "./template.ts"

export type Preparable = Family & {
  /** Begins slow work early, when the template has one of the family's types. */
  prepare?(): void
}

export async function provisionAll(template: Template, families: Preparable[], evaluator: Evaluator): Promise<void> {
  const order = provisionOrder(template, evaluator.holds)
  const provisions = new Map(families.flatMap((family) => Object.entries(family.types)))
  refuseUnknownTypes(template, order, provisions)
  const used = new Set(order.map((id) => template.Resources[id]?.Type))
  for (const family of families) if (Object.keys(family.types).some((type) => used.has(type))) family.prepare?.()
  for (const id of order) {
    const resource = template.Resources[id]
    const provision = provisions.get(resource?.Type ?? "")
    if (resource === undefined || provision === undefined) continue
    try {
      const properties = Object(evaluator.evaluate(resource.Properties))
      evaluator.define(id, await provision(id, properties, resource.Metadata))
    } catch (error) {
      throw located(error, `${id} (${resource.Type})`)
    }
  }
}

function refuseUnknownTypes(template: Template, order: string[], provisions: Map<string, Provision>): void {
  const unknown = order
    .map((id) => ({ id, type: template.Resources[id]?.Type ?? "" }))
    .filter(({ type }) => !provisions.has(type))
    .map(({ id, type }) => `${id} (${type})`)
  if (unknown.length > 0) throw new StartError(`The local stack does not build ${unknown.join(", ")}.`)
}

function located(error: unknown, where: string): unknown {
  const known = readable(error)
  if (!(known instanceof StartError || known instanceof AwsError)) {
    return new Error(`${where} failed`, { cause: error })
  }
  return new StartError(`${where}: ${known.message}`, { cause: error })
}
