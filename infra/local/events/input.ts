/** What a target is handed for an event: the event, a part of it, a constant, or a template filled from it. */
import { parsed } from "../shapes.ts"

export type TargetInput = {
  Input?: string | undefined
  InputPath?: string | undefined
  InputTransformer?: { InputPathsMap?: Record<string, string> | undefined; InputTemplate: string } | undefined
}

export type RuleName = { name: string; arn: string }

export function targetInput(target: TargetInput, event: unknown, rule: RuleName): unknown {
  if (target.Input !== undefined) return jsonOrText(target.Input)
  if (target.InputPath !== undefined) return at(event, target.InputPath)
  if (target.InputTransformer === undefined) return event
  const { InputPathsMap, InputTemplate } = target.InputTransformer
  const variables = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.arn],
    ["aws.events.rule-name", rule.name],
    ["aws.events.event.ingestion-time", at(event, "$.time")],
    ["aws.events.event", event],
    ["aws.events.event.json", event],
  ])
  for (const [name, path] of Object.entries(InputPathsMap ?? {})) variables.set(name, at(event, path))
  return jsonOrText(fill(InputTemplate, variables))
}

export function jsonOrText(text: string): unknown {
  const value = parsed(text)
  return value === undefined ? text : value
}

function at(event: unknown, path: string): unknown {
  let value = event
  for (const [, quoted, index, name] of path.replace(/^\$/, "").matchAll(/\['([^']*)'\]|\[(\d+)\]|\.?([^.[]+)/g)) {
    const key = quoted ?? index ?? name ?? ""
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

function fill(template: string, variables: Map<string, unknown>): string {
  let inString = false
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (found, name?: string) => {
    if (found === '"') inString = !inString
    if (name === undefined || !variables.has(name)) return found
    const value = variables.get(name)
    if (!inString) return value === undefined ? "null" : JSON.stringify(value)
    if (value === undefined) return ""
    return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value)).slice(1, -1)
  })
}
