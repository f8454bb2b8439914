import { Duration } from "aws-cdk-lib"
import type { HttpApi as Gateway } from "aws-cdk-lib/aws-apigatewayv2"
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch"
import type { Table } from "aws-cdk-lib/aws-dynamodb"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"

type Props = {
  stage: string
  functions: Lambda[]
  projector: Lambda
  api: Gateway
  table: Pick<Table, "tableName">
  deadLetters: Queue[]
}

const FIVE = { period: Duration.minutes(5) }

/** Alarms on what people would notice, and one page to look at. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id)
    const { functions, projector, api, deadLetters } = props
    for (const fn of functions) {
      this.alarm(`${fn.node.id}Errors`, fn.metricErrors(FIVE), 5, "fails")
    }
    // functions share what may run at once: whichever is throttled first, all are about to be
    const refused = new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", statistic: "Sum", ...FIVE })
    this.alarm("FunctionThrottles", refused, 1, "functions are throttled")
    this.alarm(
      "StreamAge",
      projector.metric("IteratorAge", { ...FIVE, statistic: "Maximum" }),
      60_000,
      "lags behind the stream",
    )
    for (const queue of deadLetters) {
      this.alarm(
        `${queue.node.scope?.node.id}Dead`,
        queue.metricApproximateNumberOfMessagesVisible(FIVE),
        1,
        "holds what could not be done",
      )
    }
    const latency = api.metricLatency({ ...FIVE, statistic: "p95" })
    this.alarm("Latency", latency, 2000, "answers slowly")
    this.alarm("ServerErrors", api.metricServerError(FIVE), 5, "answers with errors")
    const throttled = new Metric({
      namespace: "AWS/DynamoDB",
      metricName: "ThrottledRequests",
      dimensionsMap: { TableName: props.table.tableName },
      statistic: "Sum",
      ...FIVE,
    })
    this.alarm("TableThrottles", throttled, 10, "throttles requests")
    this.page(props, latency, throttled)
  }

  private alarm(id: string, metric: IMetric, threshold: number, what: string): void {
    new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${id}: ${what}`,
    })
  }

  private page({ functions, projector, api, deadLetters }: Props, latency: IMetric, throttled: IMetric): void {
    const widget = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 })
    new Dashboard(this, "Page", {
      widgets: [
        [
          widget("Requests and errors", [
            api.metricCount(FIVE),
            api.metricClientError(FIVE),
            api.metricServerError(FIVE),
          ]),
          widget("Latency, p95", [latency]),
        ],
        [
          widget(
            "Function errors",
            functions.map((fn) => fn.metricErrors(FIVE)),
          ),
          widget("Age of the stream", [projector.metric("IteratorAge", { ...FIVE, statistic: "Maximum" })]),
        ],
        [
          widget("Table throttles", [throttled]),
          widget(
            "Dead letters",
            deadLetters.map((queue) => queue.metricApproximateNumberOfMessagesVisible(FIVE)),
          ),
        ],
      ],
    })
  }
}
