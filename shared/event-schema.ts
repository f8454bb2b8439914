/** What the bus carries, as JSON Schema: one for the detail of each event, for who attaches a rule of their own. */
import * as z from "zod"
import { CrmEvent, EVENT_SOURCE, EventName } from "./event.ts"

type Json = Record<string, unknown>

/** The schema of each event's detail, by the event's name, which is the detail type on the bus. */
export function eventSchemas(): Record<string, Json> {
  return Object.fromEntries(
    EventName.options.map((name) => {
      const { $schema: _, ...schema } = z.toJSONSchema(schemaOf(name), { io: "output" })
      return [name, { title: name, ...schema }]
    }),
  )
}

export function eventDocument(): Json {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Events of Halyard",
    description: `EventBridge events whose source is ${EVENT_SOURCE}; each schema is of the detail of the event it is named after.`,
    $defs: eventSchemas(),
  }
}

const Id = z.int().positive()
const Record = z.looseObject({ id: Id })
const Changes = z.record(z.string(), z.json()).describe("Fields that changed, as they were; custom fields by their key")

function schemaOf(name: EventName) {
  const [kind = "", what] = name.split(".")
  const current = Record.describe(`The ${kind.replaceAll("_", " ")} as API v2 shows it`)
  return CrmEvent.extend({
    name: z.literal(name),
    data: z.looseObject({
      current: kind === "import" || kind === "workspace" ? z.looseObject({}) : current,
      previous: what === "added" ? z.strictObject({}) : Changes,
      ...(what === "merged" && { merged_to_id: Id }),
      ...(what === "changed" && { merged_from_id: Id.optional() }),
    }),
  })
}
