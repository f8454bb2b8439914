/** The AWS-managed policies that CDK attaches by itself. */
import { StartError } from "../start-error.ts"
import type { Statement } from "./policy.ts"

const writeLogs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
const actions: Record<string, string[]> = {
  "service-role/AWSLambdaBasicExecutionRole": writeLogs,
  "service-role/AWSAppSyncPushToCloudWatchLogs": writeLogs,
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs": [
    ...writeLogs,
    "logs:Describe*",
    "logs:Get*",
    "logs:FilterLogEvents",
  ],
  "service-role/AWSLambdaSQSQueueExecutionRole": [
    ...writeLogs,
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
  ],
  "service-role/AWSLambdaDynamoDBExecutionRole": [
    ...writeLogs,
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
  ],
  AWSXRayDaemonWriteAccess: ["xray:Put*", "xray:GetSampling*"],
}

export function isAwsManaged(arn: string): boolean {
  return arn.startsWith("arn:aws:iam::aws:policy/")
}

export function managedPolicy(arn: string): Statement[] {
  const name = arn.slice("arn:aws:iam::aws:policy/".length)
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (known === undefined) throw new StartError(`The local stack does not know the managed policy ${name}.`)
  return [{ Effect: "Allow", Action: known, Resource: ["*"], Condition: {} }]
}
