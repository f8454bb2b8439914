import { Aws, RemovalPolicy } from "aws-cdk-lib"
import {
  CfnStage,
  HttpApi as Gateway,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2"
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import { gatewayPathsOf, HTTP_FUNCTIONS, type HttpFunction, mountsOf } from "./functions.ts"
import { suppress } from "./nag.ts"
import type { Stage } from "./stage.ts"

/** The HTTP API: every entry of the route table is led to the Lambda of its domain. */
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
    const integration = new HttpLambdaIntegration(`${id}Integration`, this.functions[name], {
      scopePermissionToRoute: false,
    })
    const methods = [HttpMethod.ANY]
    // what no other function claims is the documents', which say as well that something is no operation, in the API's own words
    if (name === "docs") {
      this.api.addRoutes({ path: "/{proxy+}", methods, integration })
      return
    }
    for (const path of mountsOf(name).flatMap(gatewayPathsOf)) {
      const paths = path.startsWith("/v1") ? [path, `/api${path}`] : [path]
      for (const one of paths) this.api.addRoutes({ path: one, methods, integration })
    }
  }

  /** Host that CloudFront forwards API calls to. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`
  }
}
