/**
 * The contract between the runner and the resource families.
 *
 * The runner walks the synthesized template in dependency order. For each resource it evaluates the intrinsics in its
 * properties and hands them to the family that knows the type. When every resource exists, the families start. Families
 * never import each other: what crosses between them goes through `context.deliver` (by ARN), `context.iam` and
 * `context.endpoint`, as it would between AWS services.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { State } from "./state.ts"

/** What `Ref` and `Fn::GetAtt` answer for a provisioned resource. */
export type Provisioned = { ref: string; attributes?: Record<string, unknown> }

/** Makes one resource real. `properties` come with every intrinsic evaluated. Called again, with the same id, at each start. */
export type Provision = (
  id: string,
  properties: Record<string, unknown>,
  metadata: Record<string, unknown>,
) => Provisioned | Promise<Provisioned>

export type Family = {
  name: string
  /** CloudFormation resource type -> how it is made. */
  types: Record<string, Provision>
  /** Called once, when every resource of the template exists: resume, poll, fire. */
  start?(): void | Promise<void>
  /** Ends everything the family started; nothing may keep the process alive afterwards. */
  stop?(): void | Promise<void>
}

/**
 * Who asks. `role` is a function's or a service's IAM role, `service` an AWS service acting through a resource policy
 * (`events.amazonaws.com` with the rule's ARN as source), `operator` the person who runs the stack (all rights),
 * `anonymous` a browser.
 */
export type Principal =
  | { kind: "role"; arn: string }
  | { kind: "service"; service: string; sourceArn?: string }
  | { kind: "operator" }
  | { kind: "anonymous" }

/** A request to the AWS endpoint, its signature verified (or `anonymous` when it bears none), its body read. */
export type Call = {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  body: Buffer
  principal: Principal
}

/** Answers for one AWS service; throws `AwsError` for what the caller did wrong. */
export type Service = (call: Call) => void | Promise<void>

export type Endpoint = {
  /** Base URL of everything a browser or an SDK talks to: `http://127.0.0.1:<port>`, no trailing slash. */
  url: string
  /** Answers requests signed for `scope`, the service name in the SigV4 credential (`sqs`, `states`, `events` …). */
  service(scope: string, service: Service): void
  /**
   * Answers requests signed for `scope` whose body the service reads and verifies itself (S3: streamed, chunk-signed,
   * presigned). `principal` is not set by the endpoint.
   */
  raw(scope: string, handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>): void
  /** Answers every request whose path starts with `prefix` (`/_aws/mailbox`), before signatures are looked at. */
  path(prefix: string, handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>): void
  /** Takes WebSocket upgrades whose path starts with `prefix`. */
  upgrade(
    prefix: string,
    handler: (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>,
  ): void
  /** Answers unsigned requests that bear `x-amz-target: <prefix>.<Operation>` (Cognito from a browser). */
  target(prefix: string, service: Service): void
  /** Answers what nothing else claims: the site. */
  fallback(handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>): void
}

export type Credentials = { accessKeyId: string; secretAccessKey: string }

export type Iam = {
  /** Throws `AwsError` AccessDenied naming principal, action and resource unless identity or resource policies allow it. */
  assert(principal: Principal, action: string, resource: string, context?: Record<string, string>): void
  /** Adds a statement to the policy of a resource (queue policy, bucket policy, Lambda permission). */
  attach(resourceArn: string, statement: ResourceStatement): void
  /** The keys a role signs with; the same over restarts. */
  credentialsFor(roleArn: string): Credentials
  /** The keys of the person who runs the stack. */
  operator: Credentials
  /** Secret and principal behind an access key id, or undefined. */
  lookUp(accessKeyId: string): { secretAccessKey: string; principal: Principal } | undefined
}

export type ResourceStatement = {
  Effect: "Allow" | "Deny"
  Principal: "*" | { Service?: string | string[]; AWS?: string | string[]; CanonicalUser?: string }
  Action: string | string[]
  Resource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

/** How one service hands work to another. `wait` asks for the answer (a function's result); without it the hand-over itself is awaited. */
export type Delivery = {
  by: Principal
  wait?: boolean
  attributes?: Record<string, string>
  groupId?: string
  name?: string
}

/** Takes what is delivered to ARNs of one service. */
export type Receiver = (arn: string, input: unknown, delivery: Delivery) => Promise<unknown>

export type Context = {
  stack: string
  region: string
  account: string
  /** Where the state of this stack lives; a temporary folder with `--memory`. */
  dataDir: string
  memory: boolean
  state: State
  endpoint: Endpoint
  iam: Iam
  /** Physical name of a resource: the same over restarts, at most `max` (64) characters. */
  name(logicalId: string, max?: number): string
  arn(service: string, resource: string): string
  /** Path of the asset (a folder or a file) that CDK filed under an S3 object key. */
  asset(objectKey: string): string
  /** Hands `input` to the resource behind `arn` (a function, queue, state machine, bus). */
  deliver: Receiver
  /** Registers the receiver for ARNs of a service (`lambda`, `sqs`, `states`, `events`). */
  receive(service: string, receiver: Receiver): void
  /** One line for the log file; `warn` and `error` also reach the terminal. */
  log(level: "debug" | "info" | "warn" | "error", source: string, line: string): void
  /** Milliseconds since the epoch; a test may bend it. */
  now(): number
}
