import { randomUUID } from "node:crypto"
import type { Context } from "../family.ts"
import { seconds } from "./buses.ts"
import { jsonOrText } from "./input.ts"
import type { Task } from "./outbox.ts"
import type { Definition } from "./schedule-definition.ts"

/** What a run of a schedule hands to its target. */
export function taskFor(context: Context, definition: Definition, arn: string, dueAt: number): Task {
  const { Target } = definition
  const text = (Target.Input ?? "")
    .replaceAll("<aws.scheduler.schedule-arn>", arn)
    .replaceAll("<aws.scheduler.scheduled-time>", seconds(dueAt))
    .replaceAll("<aws.scheduler.execution-id>", randomUUID())
  const input = text === "" ? noInput(context, arn, dueAt) : jsonOrText(text)
  const event = Target.EventBridgeParameters
  return {
    target: Target.Arn,
    input:
      event === undefined
        ? input
        : { source: event.Source, "detail-type": event.DetailType, detail: input, resources: [arn] },
    by: { kind: "role", arn: Target.RoleArn },
    groupId: Target.SqsParameters?.MessageGroupId,
    maximumRetries: Target.RetryPolicy?.MaximumRetryAttempts ?? 185,
    maximumAgeMs: (Target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000,
    deadLetterQueue: Target.DeadLetterConfig?.Arn,
    deadLetterAttributes: { SCHEDULE_ARN: arn },
  }
}

function noInput(context: Context, arn: string, dueAt: number): Record<string, unknown> {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: context.account,
    time: seconds(dueAt),
    region: context.region,
    resources: [arn],
    detail: "{}",
  }
}
