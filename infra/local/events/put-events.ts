/** PutEvents as the SDK calls it, and events that other services of the stack hand to a bus. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context, Receiver, Service } from "../family.ts"
import { jsonService } from "../json-service.ts"
import { JsonObject } from "../shapes.ts"
import { valid } from "../valid.ts"
import { type Buses, type NewEvent, seconds } from "./buses.ts"

const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().optional(),
})
type Entry = z.infer<typeof Entry>

const PutEvents = z.object({ Entries: z.array(Entry).min(1).max(10) })

type Answer = { EventId: string } | { ErrorCode: string; ErrorMessage: string }

const largestRequest = 262_144

export function eventsService(context: Context, buses: Buses): Service {
  return jsonService("events", context.iam, "1.1", {
    PutEvents: {
      resources: (input) => [...new Set(busesOf(input).filter(known(buses)).map(buses.arnOf))],
      run(input) {
        const { Entries } = valid(PutEvents, input)
        if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > largestRequest) {
          throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.")
        }
        const answers = context.state.atomically(() => Entries.map((entry) => put(buses, entry)))
        return { FailedEntryCount: answers.filter((answer) => "ErrorCode" in answer).length, Entries: answers }
      },
    },
  })
}

function busesOf(input: Record<string, unknown>): string[] {
  return valid(PutEvents, input).Entries.map((entry) => entry.EventBusName ?? "default")
}

function known(buses: Buses): (bus: string) => boolean {
  return (bus) => {
    try {
      return buses.arnOf(bus) !== ""
    } catch {
      return false
    }
  }
}

function put(buses: Buses, entry: Entry): Answer {
  for (const field of ["Source", "DetailType", "Detail"] as const) {
    if (!entry[field]) {
      const reason = `Parameter ${field} is not valid. Reason: ${field} is a required argument.`
      return { ErrorCode: "InvalidArgument", ErrorMessage: reason }
    }
  }
  const { Source = "", DetailType = "" } = entry
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source." }
  }
  const detail = JsonObject.safeParse(entry.Detail)
  if (!detail.success) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." }
  const event: NewEvent = { source: Source, "detail-type": DetailType, detail: detail.data }
  if (entry.Resources !== undefined) event.resources = entry.Resources
  if (entry.Time !== undefined) event.time = seconds(entry.Time * 1000)
  try {
    return { EventId: buses.put(entry.EventBusName ?? "default", event) }
  } catch (error) {
    if (error instanceof AwsError) return { ErrorCode: error.code, ErrorMessage: error.message }
    throw error
  }
}

function sizeOf(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])]
  const time = entry.Time === undefined ? 0 : 14
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), time)
}

const Delivered = z
  .object({
    source: z.string().optional(),
    Source: z.string().optional(),
    "detail-type": z.string().optional(),
    DetailType: z.string().optional(),
    detail: JsonObject.optional(),
    Detail: JsonObject.optional(),
    id: z.string().optional(),
    time: z.string().optional(),
    resources: z.array(z.string()).optional(),
    Resources: z.array(z.string()).optional(),
  })
  .transform((given, issues) => {
    const { source = given.Source, detail = given.Detail, resources = given.Resources, id, time } = given
    const type = given["detail-type"] ?? given.DetailType
    if (source !== undefined && type !== undefined && detail !== undefined) {
      return { source, "detail-type": type, detail, resources, id, time }
    }
    issues.addIssue("an event has a source, a detail-type and a detail")
    return z.NEVER
  })

/** A service of AWS itself may put its events on the default bus; anybody else needs `events:PutEvents`. */
export function eventsReceiver(context: Context, buses: Buses): Receiver {
  return async (arn, input, { by }) => {
    const bus = buses.arnOf(arn)
    if (by.kind !== "service" || !bus.endsWith("event-bus/default")) {
      const sourceArn = by.kind === "service" ? by.sourceArn : undefined
      context.iam.assert(by, "events:PutEvents", bus, sourceArn === undefined ? {} : { "aws:SourceArn": sourceArn })
    }
    return { EventId: buses.put(arn, valid(Delivered, input)) }
  }
}
