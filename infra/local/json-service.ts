import { AwsError, notBuilt } from "./aws-error.ts"
import type { Call, Iam, Principal, Service } from "./family.ts"

/** One operation of a JSON-protocol service. `resources` names the ARNs whose use is checked against the caller's policy. */
export type Operation = {
  /** IAM action when it is not `<service>:<Operation>`. */
  action?: string
  resources(input: Record<string, unknown>): string[]
  run(input: Record<string, unknown>, principal: Principal): unknown
}

/** A service that speaks AWS JSON: the operation is in `x-amz-target`, errors carry `__type`. */
export function jsonService(
  service: string,
  iam: Iam,
  version: "1.0" | "1.1",
  operations: Record<string, Operation>,
): Service {
  return async (call) => {
    try {
      sendJson(call, 200, version, await run(call))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      call.response.setHeader("x-amzn-errortype", error.code)
      sendJson(call, error.status, version, { __type: error.code, message: error.message, Message: error.message })
    }
  }
  async function run(call: Call): Promise<unknown> {
    const name =
      String(call.request.headers["x-amz-target"] ?? "")
        .split(".")
        .pop() ?? ""
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (operation === undefined) throw notBuilt(service, name)
    const input = parse(call.body)
    for (const resource of operation.resources(input)) {
      iam.assert(call.principal, operation.action ?? `${service}:${name}`, resource)
    }
    return operation.run(input, call.principal)
  }
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString() || "{}")
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // answered below, together with JSON that is not an object
  }
  throw new AwsError("SerializationException", "the body is not a JSON object")
}

function sendJson(call: Call, status: number, version: string, body: unknown): void {
  call.response
    .writeHead(status, { "content-type": `application/x-amz-json-${version}` })
    .end(JSON.stringify(body ?? {}))
}
