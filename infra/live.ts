import { join } from "node:path"
import { aws_appsync as appsync, RemovalPolicy } from "aws-cdk-lib"
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import type { IFunction, Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import type { Identity } from "./identity.ts"
import { suppress, wildcardUnder } from "./nag.ts"
import type { Stage } from "./stage.ts"
import type { Store } from "./store.ts"

/** Changes on their way to open browsers. Whoever subscribes hears of their own workspace and of what they may see, by a filter the server sets. */
export class Live extends Construct {
  readonly api: appsync.GraphqlApi
  /** Says who may listen to what. */
  readonly joining: Lambda

  constructor(scope: Construct, id: string, props: { stage: Stage; store: Store; identity: Identity }) {
    super(scope, id)
    this.api = new appsync.GraphqlApi(this, "Api", {
      name: `halyard-${props.stage.name}`,
      definition: appsync.Definition.fromFile(join(import.meta.dirname, "live.graphql")),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: appsync.AuthorizationType.USER_POOL,
          userPoolConfig: { userPool: props.identity.pool, appIdClientRegex: props.identity.client.userPoolClientId },
        },
        additionalAuthorizationModes: [{ authorizationType: appsync.AuthorizationType.IAM }],
      },
      xrayEnabled: true,
    })
    this.logsErrors(props.stage)
    this.joining = lambda(this, "join", props.stage, { TABLE_NAME: props.store.table.tableName })
    props.store.reads(this.joining)
    const nothing = this.api.addNoneDataSource("Nothing")
    this.resolve(nothing, "Mutation", "publish", "publish")
    this.resolve(nothing, "Mutation", "expel", "expel")
    this.resolve(nothing, "Mutation", "present", "present")
    this.resolve(nothing, "Query", "ping", "ping")
    const asking = this.api.addLambdaDataSource("Joining", this.joining)
    suppress(asking, {
      [wildcardUnder(this.joining, ":*")]: "Versions of the one function that is asked who may listen",
    })
    this.resolve(asking, "Subscription", "onMessage", "on-message")
    this.resolve(asking, "Subscription", "onPresence", "on-presence")
  }

  /** AppSync writes to a log group of its own name, which would otherwise keep lines for ever. */
  private logsErrors(stage: Stage): void {
    const group = new LogGroup(this, "ApiLogs", {
      logGroupName: `/aws/appsync/apis/${this.api.apiId}`,
      retention: stage.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const writer = new Role(this, "ApiLogsWriter", { assumedBy: new ServicePrincipal("appsync.amazonaws.com") })
    group.grantWrite(writer)
    if (this.api.node.defaultChild instanceof appsync.CfnGraphQLApi) {
      this.api.node.defaultChild.logConfig = { cloudWatchLogsRoleArn: writer.roleArn, fieldLogLevel: "ERROR" }
    }
  }

  private resolve(source: appsync.BaseDataSource, typeName: string, fieldName: string, file: string): void {
    source.createResolver(`${typeName}${fieldName}`, {
      typeName,
      fieldName,
      runtime: appsync.FunctionRuntime.JS_1_0_0,
      code: appsync.Code.fromAsset(join(import.meta.dirname, `resolvers/${file}.js`)),
    })
  }

  publishes(fn: IFunction): void {
    const fields = ["publish", "expel"].map((field) => `types/Mutation/fields/${field}`)
    this.api.grant(fn, appsync.IamResource.custom(...fields), "appsync:GraphQL")
  }
}
