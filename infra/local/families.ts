/** Every resource family of the local stack, in the order they start: what others send to comes before what sends. */
import { createAppSync } from "./appsync/appsync.ts"
import { createCognito } from "./cognito/cognito.ts"
import { createDynamoDb } from "./dynamodb/dynamodb.ts"
import { createEvents } from "./events/events.ts"
import type { Context } from "./family.ts"
import { createGateway } from "./gateway/gateway.ts"
import type { Policies } from "./iam/iam.ts"
import { createRoles } from "./iam/roles.ts"
import { createLambda } from "./lambda/lambda.ts"
import { createS3 } from "./s3/s3.ts"
import { createSes } from "./ses/ses.ts"
import { createSite } from "./site/site.ts"
import { createSqs } from "./sqs/sqs.ts"
import { createStates } from "./states/states.ts"
import { createStreams } from "./streams/streams.ts"
import { tokenVerifier } from "./user-token.ts"
import { createWatch } from "./watch.ts"

export type FamilyOptions = {
  /** A development server that serves the web app in place of its bucket. */
  devServerUrl?: string
  /** Memory for the database engine. */
  heapMb?: number
}

export function createFamilies(context: Context, policies: Policies, { devServerUrl, heapMb }: FamilyOptions = {}) {
  const dynamodb = createDynamoDb(context, { ...(heapMb !== undefined && { heapMb }), onWrite: () => streams.poke() })
  const cognito = createCognito(context)
  const s3 = createS3(context)
  const keysOf = (poolId: string) => cognito.jwks(poolId)?.keys ?? []
  const gateway = createGateway(context, (issuer) => keysOf(issuer.split("/").pop() ?? ""))
  const lambda = createLambda(context)
  const sqs = createSqs(context)
  const roleOf = (arn: string) => lambda.functions().find((one) => one.arn === arn)?.roleArn ?? ""
  const streams = createStreams(context, { dynamodbUrl: () => dynamodb.url, roleOf, queue: sqs.poll })
  return {
    roles: createRoles(context, policies),
    watch: createWatch(context),
    dynamodb,
    lambda,
    sqs,
    s3,
    ses: createSes(context),
    cognito,
    states: createStates(context),
    events: createEvents(context),
    streams,
    appsync: createAppSync(context, tokenVerifier(keysOf, context.now)),
    gateway,
    site: createSite(context, {
      readObject: s3.readObject,
      api: gateway.handle,
      ...(devServerUrl !== undefined && { devServerUrl }),
    }),
  }
}
