/**
 * The way every DynamoDB call takes: checked against the caller's policy, then handed on, and the answer piped back byte
 * for byte (its checksum header stays true). It is on the hot path of every request of the product.
 */
import { Agent, type IncomingMessage, request as send } from "node:http"
import { AwsError } from "../aws-error.ts"
import type { Call, Context, Service } from "../family.ts"
import { accessesOf } from "./accesses.ts"
import { localAuthorization } from "./client.ts"

export type Proxy = { service: Service; close(): void }

type ProxyOptions = {
  port(): Promise<number>
  /** The indexes the template gives a table, by table name. */
  indexes: ReadonlyMap<string, ReadonlySet<string>>
  /** Called after each call that may have written. */
  onWrite(): void
}

const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"])

export function dynamoProxy(context: Context, { port, indexes, onWrite }: ProxyOptions): Proxy {
  const agent = new Agent({ keepAlive: true })
  const arnOf = (table: string, index?: string): string => {
    const arn = table.startsWith("arn:") ? table : context.arn("dynamodb", `table/${table}`)
    if (index === undefined) return arn
    if (indexes.get(table)?.has(index) === false) {
      throw new AwsError("ValidationException", `The table does not have the specified index: ${index}`)
    }
    return `${arn}/index/${index}`
  }
  return {
    close: () => agent.destroy(),
    async service(call) {
      const operation = String(call.request.headers["x-amz-target"] ?? "").split(".")[1] ?? ""
      for (const { action, resource } of accessesOf(operation, parse(call.body), arnOf)) {
        context.iam.assert(call.principal, action, resource)
      }
      await forward(call, agent, await port())
      if (writes.has(operation)) onWrite()
    },
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new AwsError("SerializationException", "the body is not JSON")
  }
}

function forward(call: Call, agent: Agent, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        agent,
        port,
        host: "127.0.0.1",
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "content-length": call.body.length,
          "x-amz-target": call.request.headers["x-amz-target"],
          authorization: localAuthorization,
        },
      },
      (incoming) => answer(call, incoming, resolve, reject),
    )
    const giveUp = (): void => void outgoing.destroy()
    call.response.once("close", giveUp)
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      call.response.off("close", giveUp)
      // an idle connection may be closed under a request that was just sent on it
      if (outgoing.reusedSocket && error.code === "ECONNRESET") forward(call, agent, port).then(resolve, reject)
      else if (call.response.destroyed) resolve()
      else reject(error)
    })
    outgoing.end(call.body)
  })
}

const passedOn = ["content-type", "content-length", "x-amzn-requestid", "x-amz-crc32"]

function answer(
  { response }: Call,
  incoming: IncomingMessage,
  resolve: () => void,
  reject: (error: Error) => void,
): void {
  for (const name of passedOn) {
    const value = incoming.headers[name]
    if (value !== undefined) response.setHeader(name, value)
  }
  response.writeHead(incoming.statusCode ?? 500)
  incoming.pipe(response)
  incoming.once("end", resolve).once("error", reject)
}
