import { Duration } from "aws-cdk-lib"
import type { EventBus } from "aws-cdk-lib/aws-events"
import { FilterCriteria, FilterRule, type Function as Lambda, StartingPosition } from "aws-cdk-lib/aws-lambda"
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources"
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import type { Live } from "./live.ts"
import { suppress } from "./nag.ts"
import { rebuildFunction, type Stage } from "./stage.ts"
import type { Store } from "./store.ts"

/** From the table's stream to everything that follows from a change. Only records wake it: they alone have a `kind`. */
export class Projector extends Construct {
  readonly lambda: Lambda
  /** Called by operators: writes what the projector wrote anew. */
  readonly rebuild: Lambda
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: { stage: Stage; store: Store; live: Live; bus: EventBus }) {
    super(scope, id)
    const { stage, store, live, bus } = props
    this.lambda = lambda(this, "projector", stage, {
      TABLE_NAME: store.table.tableName,
      BUS_NAME: bus.eventBusName,
      LIVE_URL: live.api.graphqlUrl,
      AUDIT_DAYS: String(stage.auditDays),
    })
    store.writes(this.lambda)
    const data = { TABLE_NAME: store.table.tableName }
    this.rebuild = lambda(this, "rebuild", stage, data, { functionName: rebuildFunction(stage.name) })
    store.rebuilds(this.rebuild)
    live.publishes(this.lambda)
    bus.grantPutEventsTo(this.lambda)
    this.deadLetters = new Queue(this, "Dead", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    suppress(this.deadLetters, { SQS3: "It is the stream's own dead-letter queue" })
    const record = { kind: { S: FilterRule.exists() } }
    this.lambda.addEventSource(
      new DynamoEventSource(store.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 250,
        parallelizationFactor: 2,
        bisectBatchOnError: true,
        retryAttempts: 50,
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({ dynamodb: { NewImage: record } }),
          FilterCriteria.filter({ eventName: FilterRule.isEqual("REMOVE"), dynamodb: { OldImage: record } }),
        ],
      }),
    )
  }
}
