import { type aws_lambda, RemovalPolicy } from "aws-cdk-lib"
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb"
import { Construct } from "constructs"
import { BOARD_ATTRIBUTES, INDEX } from "../functions/data/patterns.ts"
import { suppress, wildcardUnder } from "./nag.ts"
import type { Stage } from "./stage.ts"

const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]
const WRITES = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
]

/** The one table. Its indexes are the ones functions/data/patterns.ts names. */
export class Store extends Construct {
  readonly table: Table

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    const text = (name: string) => ({ name, type: AttributeType.STRING })
    const keys = (index: { name: string; pk: string; sk: string }) => ({
      indexName: index.name,
      partitionKey: text(index.pk),
      sortKey: text(index.sk),
    })
    this.table = new Table(this, "Table", {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: "ttl",
      deletionProtection: stage.keeps,
      removalPolicy: stage.keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const board = { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...BOARD_ATTRIBUTES] }
    this.table.addGlobalSecondaryIndex({ ...keys(INDEX.board), ...board })
    for (const index of [INDEX.recent, INDEX.named, INDEX.agenda]) {
      this.table.addGlobalSecondaryIndex({ ...keys(index), projectionType: ProjectionType.KEYS_ONLY })
    }
  }

  reads(lambda: aws_lambda.IFunction): void {
    this.grant(lambda, READS)
  }

  /** Reads, and counts requests against their rate limit. */
  readsAndCounts(lambda: aws_lambda.IFunction): void {
    this.grant(lambda, [...READS, "dynamodb:UpdateItem"])
  }

  /** Writes projections anew; no record is changed and nothing deleted. */
  rebuilds(lambda: aws_lambda.IFunction): void {
    this.grant(lambda, [...READS, "dynamodb:PutItem", "dynamodb:BatchWriteItem"])
  }

  /** Adds items, and reads none. */
  notes(lambda: aws_lambda.IFunction): void {
    this.grant(lambda, ["dynamodb:PutItem"])
  }

  writes(lambda: aws_lambda.IFunction): void {
    this.grant(lambda, [...READS, ...WRITES])
  }

  private grant(lambda: aws_lambda.IFunction, actions: string[]): void {
    this.table.grant(lambda, ...actions)
    suppress(lambda, {
      [wildcardUnder(this.table, "/index/*")]: "The indexes are the table's own, and are read with it",
    })
  }
}
