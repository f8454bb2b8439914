/** Writes `docs/events.md`: every event of the bus, and how an operator hears of it. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { EVENT_SOURCE } from "../../shared/event.ts"
import { eventSchemas } from "../../shared/event-schema.ts"

const FILE = join(import.meta.dirname, "../../docs/events.md")

const json = (value: unknown) => ["```json", JSON.stringify(value, null, 2), "```"]

/** Such as an operator attaches to the bus. */
export const PATTERN = {
  source: [EVENT_SOURCE],
  "detail-type": ["deal.won"],
  detail: { data: { current: { value: [{ numeric: [">=", 10_000] }], currency: ["EUR"] } } },
}

const MORE: Record<string, string> = {
  "deal.merged": "`data.merged_to_id` is the record it is part of now",
  "person.merged": "the same",
  "organization.merged": "the same",
  "file.added": "told once the bytes are there",
  "user.added": "also when somebody is only named, to own records",
  "user.invited": "an invitation is to be sent",
  "import.finished": "`id` is 0: an import's is `data.current.id`. Its records are not told one by one",
  "workspace.created": "`data.current` has the workspace's name, domain, currency and time zone",
}

export function eventsPage(): string {
  const schemas = eventSchemas()
  return [
    "# Events",
    "",
    `Everything that happens is an event on the stack's EventBridge bus \`crm-<stage>\`, with the source \`${EVENT_SOURCE}\`. The`,
    "events follow from the table's stream, so that none is told of what was not written, and none is forgotten. An event may come",
    "more than once: `eventId` is the same then. Made from `shared/event.ts` by `npm run events`; do not edit. The schema of every",
    "event is answered by `GET /api/v2/events/schema.json`.",
    "",
    "## A rule of your own",
    "",
    "An event's name is its detail type. This pattern takes deals that were won for 10,000 euro or more:",
    "",
    ...json(PATTERN),
    "",
    "## The events",
    "",
    "| Event | |",
    "|---|---|",
    ...Object.keys(schemas).map((name) => `| \`${name}\` | ${MORE[name] ?? ""} |`),
    "",
    "## Their detail",
    "",
    "`current` is the record as API v2 shows it, and `previous` what of it was otherwise before. The schema of `deal.won`:",
    "",
    ...json(schemas["deal.won"]),
    "",
  ].join("\n")
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, eventsPage())
