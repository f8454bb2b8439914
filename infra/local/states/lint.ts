/** Finds what is wrong with a definition before anything runs: shape, flow, expressions, and what this stack does not build. */
import validate from "asl-validator"
import { Definition, everyState, innerSequences, JSONATA, type Sequence, type State } from "./definition.ts"
import { integrationOf } from "./integrations.ts"
import { compile } from "./query.ts"

/** The definition, or one line for each thing that is wrong with it. */
export function lint(raw: unknown): { definition: Definition } | { problems: string[] } {
  const language = isObject(raw) ? raw.QueryLanguage : undefined
  const foreign = [...statesInJsonPath(raw, language ?? "JSONPath")]
  if (foreign.length > 0) {
    return { problems: [`states ${foreign.join(", ")}: JSONPath is not built, set QueryLanguage to JSONata`] }
  }
  const parsed = Definition.safeParse(raw)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "definition"}: ${message}`) }
  }
  const problems = flow(parsed.data)
  for (const [name, state] of everyState(parsed.data)) {
    problems.push(...[...expressions(state), ...resource(state)].map((problem) => `state ${name}: ${problem}`))
  }
  return problems.length > 0 ? { problems } : { definition: parsed.data }
}

function* statesInJsonPath(sequence: unknown, inherited: unknown): Iterable<string> {
  if (!isObject(sequence) || !isObject(sequence.States)) return
  for (const [name, state] of Object.entries(sequence.States)) {
    if (!isObject(state)) continue
    if ((state.QueryLanguage ?? inherited) !== "JSONata") yield name
    const branches: unknown[] = Array.isArray(state.Branches) ? state.Branches : []
    for (const inner of [...branches, state.ItemProcessor, state.Iterator]) {
      yield* statesInJsonPath(inner, inherited)
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

const ANY = "{% $states %}"
const TEMPLATES = ["Output", "Assign", "Arguments", "ItemSelector", "Error", "Cause"]

/**
 * What asl-validator checks well is the flow: targets, ends, reachability, names. It takes templates that are valid on AWS
 * (a number, an empty string, an expression over several lines) for errors, so it is shown the definition without them.
 */
function flow(definition: Definition): string[] {
  const bare = { ...bareSequence(definition), QueryLanguage: "JSONata" }
  return validate(bare).errors.map((error) => error.Message)
}

function bareSequence({ StartAt, States }: Sequence): object {
  return {
    StartAt,
    States: Object.fromEntries(Object.entries(States).map(([name, state]) => [name, bareState(state)])),
  }
}

function bareState(state: State): object {
  const fields = Object.entries(state).filter(([field]) => !TEMPLATES.includes(field))
  const [inner] = innerSequences(state)
  return {
    ...Object.fromEntries(
      fields.map(([field, value]) => [field, typeof value === "string" ? value.replace(JSONATA, ANY) : value]),
    ),
    ...(state.Type === "Choice" && { Choices: state.Choices.map(({ Next }) => ({ Condition: ANY, Next })) }),
    ...(state.Type === "Parallel" && { Branches: state.Branches.map(bareSequence) }),
    ...(state.Type === "Map" && inner !== undefined && { ItemProcessor: bareSequence(inner) }),
  }
}

function expressions(state: State): string[] {
  const { Branches, ItemProcessor, ...own } = { Branches: undefined, ItemProcessor: undefined, ...state }
  return [...strings(own, "")].flatMap(([field, text]) => {
    if (/^\s*\{%/.test(text) !== /%\}\s*$/.test(text)) return [`${field}: {% and %} must be the ends of the string`]
    const source = JSONATA.exec(text)?.[1]
    if (source === undefined) return []
    try {
      compile(source.trim())
      return []
    } catch (error) {
      return [`${field}: ${isObject(error) ? error.message : error}`]
    }
  })
}

function* strings(value: unknown, field: string): Iterable<[field: string, text: string]> {
  if (typeof value === "string") yield [field, value]
  if (typeof value !== "object" || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* strings(inner, field === "" ? key : `${field}/${key}`)
}

function resource(state: State): string[] {
  if (state.Type !== "Task") return []
  try {
    const { misfits, awaitsToken } = integrationOf(state.Resource)
    const unheard = state.HeartbeatSeconds !== undefined && !awaitsToken
    return [
      ...(unheard ? ["HeartbeatSeconds: nothing can send a heartbeat without .waitForTaskToken"] : []),
      ...(isObject(state.Arguments) ? misfits(state.Arguments).map((misfit) => `Arguments: ${misfit}`) : []),
    ]
  } catch (error) {
    return [`Resource: ${error instanceof Error ? error.message : error}`]
  }
}
