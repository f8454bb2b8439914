/** Every resource family of the local stack, in the order they start: what others send to comes before what sends. */
import { createCognito } from "./cognito/cognito.ts"
import { createDynamoDb } from "./dynamodb/dynamodb.ts"
import { createEvents } from "./events/events.ts"
import type { Context } from "./family.ts"
import { createGateway } from "./gateway/gateway.ts"
import type { Policies } from "./iam/iam.ts"
import { createRoles } from "./iam/roles.ts"
import { createLambda } from "./lambda/lambda.ts"
import { createS3 } from "./s3/s3.ts"
import { createSite } from "./site/site.ts"
import { createSqs } from "./sqs/sqs.ts"
import { createStates } from "./states/states.ts"
import { createWatch } from "./watch.ts"

export type FamilyOptions = {
  /** A development server that serves the web app in place of its bucket. */
  devServerUrl?: string
  /** Memory for the database engine. */
  heapMb?: number
}

export function createFamilies(context: Context, policies: Policies, { devServerUrl, heapMb }: FamilyOptions = {}) {
  const dynamodb = createDynamoDb(context, heapMb === undefined ? {} : { heapMb })
  const cognito = createCognito(context)
  const s3 = createS3(context)
  const gateway = createGateway(context, (issuer) => cognito.jwks(issuer.split("/").pop() ?? "")?.keys ?? [])
  return {
    roles: createRoles(context, policies),
    watch: createWatch(context),
    dynamodb,
    lambda: createLambda(context),
    sqs: createSqs(context),
    s3,
    cognito,
    states: createStates(context),
    events: createEvents(context),
    gateway,
    site: createSite(context, {
      readObject: s3.readObject,
      api: gateway.handle,
      ...(devServerUrl !== undefined && { devServerUrl }),
    }),
  }
}
