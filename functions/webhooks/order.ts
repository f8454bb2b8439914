import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"
import type { DeliveryOrder } from "../../shared/webhook.ts"
import { env } from "../platform/env.ts"

const client = new SQSClient({})
/** SQS lets no message wait longer. */
const LONGEST_S = 900

/** Has a delivery tried, now or in some seconds; what must wait longer is put off again by whoever takes it up. */
export async function order(what: DeliveryOrder, seconds = 0): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: env("DELIVERIES_URL"),
      MessageBody: JSON.stringify(what),
      DelaySeconds: Math.min(LONGEST_S, Math.ceil(seconds)),
    }),
  )
}
