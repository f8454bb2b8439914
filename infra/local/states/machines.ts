import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import * as z from "zod"
import type { Context, Provision } from "../family.ts"
import { StartError } from "../start-error.ts"
import type { Definition } from "./definition.ts"
import { lint } from "./lint.ts"

export type Machine = {
  arn: string
  name: string
  roleArn: string
  definition: Definition
  /** The definition as the template has it, and its hash. */
  text: string
  hash: string
  createdAt: string
}

const ignored = z.unknown().optional()

const Properties = z.strictObject({
  RoleArn: z.string(),
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal("STANDARD", "only STANDARD state machines are built in the local stack").optional(),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionS3Location: z.looseObject({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  EncryptionConfiguration: ignored,
  LoggingConfiguration: ignored,
  Tags: ignored,
  TracingConfiguration: ignored,
})
type Properties = z.infer<typeof Properties>

export function provisionMachine(context: Context, machines: Map<string, Machine>): Provision {
  const created = context.state.records<{ createdAt: string }>("states.machine")
  return (id, properties) => {
    const parsed = Properties.safeParse(properties)
    if (!parsed.success) throw new StartError(`${id}: ${z.prettifyError(parsed.error)}`)
    const name = parsed.data.StateMachineName ?? context.name(id, 80)
    const arn = context.arn("states", `stateMachine:${name}`)
    const text = definitionText(context, id, parsed.data)
    const { createdAt } = created.get(arn) ?? { createdAt: new Date(context.now()).toISOString() }
    created.put(arn, { createdAt })
    const hash = createHash("sha256").update(text).digest("hex")
    machines.set(arn, {
      arn,
      name,
      roleArn: parsed.data.RoleArn,
      definition: readDefinition(id, text),
      text,
      hash,
      createdAt,
    })
    return { ref: arn, attributes: { Arn: arn, Name: name } }
  }
}

function definitionText(context: Context, id: string, properties: Properties): string {
  const { DefinitionString, Definition, DefinitionS3Location, DefinitionSubstitutions = {} } = properties
  const given = [DefinitionString, Definition, DefinitionS3Location].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new StartError(`${id}: a state machine has one of DefinitionString, Definition and DefinitionS3Location`)
  }
  const text =
    DefinitionS3Location === undefined
      ? (DefinitionString ?? JSON.stringify(Definition))
      : readFileSync(context.asset(DefinitionS3Location.Key), "utf8")
  return text.replace(/\$\{([\w]+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(DefinitionSubstitutions, name) ? String(DefinitionSubstitutions[name]) : placeholder,
  )
}

/** Throws an error that names the resource and everything that is wrong with its definition. */
function readDefinition(id: string, text: string): Definition {
  const linted = lint(json(id, text))
  if ("definition" in linted) return linted.definition
  throw new StartError([`${id}: the state machine's definition is broken`, ...linted.problems].join("\n  "))
}

function json(id: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StartError(
      `${id}: the state machine's definition is not JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
}
