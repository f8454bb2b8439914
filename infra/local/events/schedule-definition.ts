import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { ScheduleTarget } from "./target.ts"

/** The API sends seconds since the epoch, a template an ISO date; kept in milliseconds. */
const Instant = z.union([
  z.number().transform((seconds) => seconds * 1000),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
])

const Name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/)

/** A schedule as CreateSchedule and AWS::Scheduler::Schedule write it. */
export const Definition = z.strictObject({
  Name,
  GroupName: Name.default("default"),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().refine(isZone, "is not a time zone").default("UTC"),
  StartDate: Instant.optional(),
  EndDate: Instant.optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  FlexibleTimeWindow: z.strictObject({
    Mode: z.enum(["OFF", "FLEXIBLE"]),
    MaximumWindowInMinutes: z.number().optional(),
  }),
  Target: ScheduleTarget,
  ActionAfterCompletion: z.enum(["NONE", "DELETE"]).default("NONE"),
  Description: z.string().optional(),
  KmsKeyArn: z.string().optional(),
})
export type Definition = z.infer<typeof Definition>

export function refuseUnbuiltTarget({ Target }: Definition): void {
  if (/^arn:[^:]*:scheduler:::/.test(Target.Arn)) {
    throw new AwsError("NotImplemented", `universal targets (${Target.Arn}) are not built in the local stack`, 501)
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
