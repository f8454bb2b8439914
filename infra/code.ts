import { Duration, RemovalPolicy } from "aws-cdk-lib"
import { Architecture, Code, type FunctionProps, Function as Lambda, Runtime, Tracing } from "aws-cdk-lib/aws-lambda"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import type { Construct } from "constructs"
import { bundleOf } from "./bundle.ts"
import { FUNCTIONS, type FunctionName } from "./functions.ts"
import { suppress } from "./nag.ts"
import type { Stage } from "./stage.ts"

/** A Lambda of the product with its log group; `environment` is all that it is told. */
export function lambda(
  scope: Construct,
  name: FunctionName,
  stage: Stage,
  environment: Record<string, string>,
  props: Partial<FunctionProps> = {},
): Lambda {
  const { memory, timeout } = FUNCTIONS[name]
  const id = name.charAt(0).toUpperCase() + name.slice(1)
  const fn = new Lambda(scope, id, {
    code: Code.fromAsset(bundleOf(name, stage.build)),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memory,
    timeout: Duration.seconds(timeout),
    tracing: Tracing.ACTIVE,
    environment: {
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_LOG_LEVEL: stage.keeps ? "INFO" : "DEBUG",
      // what is answered may be a token
      POWERTOOLS_TRACER_CAPTURE_RESPONSE: "false",
      NODE_OPTIONS: "--enable-source-maps",
      ...environment,
    },
    logGroup: new LogGroup(scope, `${id}Logs`, { retention: stage.logs, removalPolicy: RemovalPolicy.DESTROY }),
    ...props,
  })
  suppress(fn, {
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]":
      "It allows to write log lines and nothing else",
    "IAM5[Resource::*]": "X-Ray's traces, and the list of a stream's event source, belong to no resource",
  })
  return fn
}
