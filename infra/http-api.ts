import { Aws, RemovalPolicy } from "aws-cdk-lib"
import {
  CfnStage,
  HttpApi as Gateway,
  type HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2"
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import type { Route } from "../shared/api/route.ts"
import { table } from "../shared/api/table.ts"
import { lambda } from "./code.ts"
import { HTTP_FUNCTIONS, type HttpFunction } from "./functions.ts"
import { suppress } from "./nag.ts"
import type { Stage } from "./stage.ts"

/** The HTTP API: a route for each entry of the route table, to the Lambda of its domain. */
export class HttpApi extends Construct {
  readonly api: Gateway
  readonly functions: Record<HttpFunction, Lambda>

  constructor(scope: Construct, id: string, stage: Stage, environment: Record<string, string>) {
    super(scope, id)
    this.api = new Gateway(this, "Api", { createDefaultStage: false, description: `Halyard ${stage.name}` })
    const log = new LogGroup(this, "AccessLog", { retention: stage.logs, removalPolicy: RemovalPolicy.DESTROY })
    const first = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: 2000, burstLimit: 4000 },
      accessLogSettings: { destination: new LogGroupLogDestination(log) },
    })
    if (first.node.defaultChild instanceof CfnStage) first.node.defaultChild.node.addDependency(log)
    const names = Object.keys(HTTP_FUNCTIONS) as HttpFunction[]
    this.functions = Object.fromEntries(names.map((name) => [name, lambda(this, name, stage, environment)])) as Record<
      HttpFunction,
      Lambda
    >
    for (const name of names) this.routeTo(name)
    suppress(this.api, {
      APIG4:
        "Each function checks the token itself, as API tokens are in the table: no authorizer of the gateway knows them",
    })
  }

  private routeTo(name: HttpFunction): void {
    const id = name.charAt(0).toUpperCase() + name.slice(1)
    const integration = new HttpLambdaIntegration(`${id}Integration`, this.functions[name])
    for (const domain of HTTP_FUNCTIONS[name].domains) {
      for (const route of Object.values<Route>(table[domain])) {
        for (const path of [route.path, ...(route.alias === undefined ? [] : [route.alias])]) {
          this.api.addRoutes({ path, methods: [route.method as HttpMethod], integration })
        }
      }
    }
  }

  /** Host that CloudFront forwards API calls to. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`
  }
}
