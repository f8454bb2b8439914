import { Duration } from "aws-cdk-lib"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources"
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import { FUNCTIONS } from "./functions.ts"
import type { Stage } from "./stage.ts"
import type { Store } from "./store.ts"

type Props = {
  stage: Stage
  store: Store
  siteUrl: string
  /** Those that have something delivered, besides the sender itself, which tries again. */
  orderers: Lambda[]
}

/** Deliveries of webhooks: a queue whose messages wait before each try, and the function that sends. */
export class Webhooks extends Construct {
  readonly sender: Lambda
  readonly dead: Queue

  constructor(scope: Construct, id: string, { stage, store, siteUrl, orderers }: Props) {
    super(scope, id)
    const queueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.dead = new Queue(this, "Dead", { ...queueProps, retentionPeriod: Duration.days(14) })
    const queue = new Queue(this, "Queue", {
      ...queueProps,
      visibilityTimeout: Duration.seconds(FUNCTIONS.webhookSender.timeout * 6),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 5 },
    })
    this.sender = lambda(this, "webhookSender", stage, {
      TABLE_NAME: store.table.tableName,
      SITE_URL: siteUrl,
      WEBHOOK_HOSTS: stage.webhookHosts,
    })
    store.writes(this.sender)
    // one endpoint that hangs keeps no others waiting
    this.sender.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 20 }),
    )
    for (const fn of [this.sender, ...orderers]) {
      queue.grantSendMessages(fn)
      fn.addEnvironment("DELIVERIES_URL", queue.queueUrl)
    }
  }
}
