import { request as send } from "node:http"
import { connect } from "node:net"
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge"
import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import WebSocket, { WebSocketServer } from "ws"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { createEndpoint, type OpenEndpoint } from "../../../infra/local/endpoint/endpoint.ts"
import type { Call } from "../../../infra/local/family.ts"
import { createIam } from "../../../infra/local/iam/iam.ts"
import { openState, type State } from "../../../infra/local/state.ts"

const roleArn = "arn:aws:iam::000000000000:role/deals"

let state: State
let iam: ReturnType<typeof createIam>
let endpoint: OpenEndpoint
let logged: string[]
beforeEach(async () => {
  state = openState(undefined)
  iam = createIam(state, "000000000000")
  logged = []
  endpoint = await createEndpoint({ port: 0, iam, log: (_level, _source, line) => void logged.push(line) })
  endpoint.open()
})
afterEach(async () => {
  await endpoint.close()
  state.close()
})

const clientOf = (credentials = iam.credentialsFor(roleArn)) => ({
  endpoint: endpoint.url,
  region: "eu-central-1",
  credentials,
  maxAttempts: 1,
})
const answerJson = ({ response }: Call, body: object) =>
  response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body))

describe("signed requests", () => {
  test("reach the service their signature names, with the role that signed", async () => {
    const calls: Call[] = []
    endpoint.service("states", (call) => {
      calls.push(call)
      answerJson(call, {})
    })
    const output = JSON.stringify({ text: "grüße & /?=+" })
    await new SFNClient(clientOf()).send(new SendTaskSuccessCommand({ taskToken: "t", output }))
    expect(calls[0]?.principal).toEqual({ kind: "role", arn: roleArn })
    expect(calls[0]?.body.toString()).toBe(JSON.stringify({ taskToken: "t", output }))
  })

  test("of the operator come as the operator", async () => {
    const kinds: string[] = []
    endpoint.service("states", (call) => {
      kinds.push(call.principal.kind)
      answerJson(call, {})
    })
    await new SFNClient(clientOf(iam.operator)).send(new SendTaskSuccessCommand({ taskToken: "t", output: "1" }))
    expect(kinds).toEqual(["operator"])
  })

  test("with a wrong secret or a key nobody has never reach the service", async () => {
    const service = vi.fn()
    endpoint.service("events", service)
    const wrong = { ...iam.credentialsFor(roleArn), secretAccessKey: "wrong" }
    const stranger = { accessKeyId: "AKIASTRANGER", secretAccessKey: "wrong" }
    const list = (credentials: typeof wrong) =>
      new EventBridgeClient(clientOf(credentials)).send(new ListEventBusesCommand({}))
    await expect(list(wrong)).rejects.toMatchObject({ name: "InvalidSignatureException" })
    await expect(list(stranger)).rejects.toMatchObject({ name: "UnrecognizedClientException" })
    expect(service).not.toHaveBeenCalled()
  })

  test("for a service nobody built are answered 501 with its name", async () => {
    const error = await new EventBridgeClient(clientOf()).send(new ListEventBusesCommand({})).catch((thrown) => thrown)
    expect(error.name).toBe("NotImplemented")
    expect(error.$metadata.httpStatusCode).toBe(501)
    expect(error.message).toContain("no service events")
  })

  test("get the service's AwsError as the SDK's exception, and 500 for anything else, logged once", async () => {
    endpoint.service("dynamodb", () => {
      throw new AwsError("ResourceNotFoundException", "no such table")
    })
    const describeTable = () => new DynamoDBClient(clientOf()).send(new DescribeTableCommand({ TableName: "deals" }))
    await expect(describeTable()).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "no such table" })
    expect(logged).toEqual([])
    endpoint.service("dynamodb", async () => {
      throw new TypeError("a bug")
    })
    await expect(describeTable()).rejects.toMatchObject({ name: "InternalFailure" })
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain("a bug")
  })

  test("with more than 20 MB are refused", async () => {
    endpoint.service("states", (call) => void answerJson(call, {}))
    const client = new SFNClient(clientOf())
    const output = "x".repeat(21 * 1024 * 1024)
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: "t", output }))).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
    })
  })
})

describe("other requests", () => {
  test("go to the longest path prefix, which ends at a segment, before signatures are looked at", async () => {
    endpoint.path("/_aws", (_request, response) => void response.end("aws"))
    endpoint.path("/_aws/mailbox", (_request, response) => void response.end("mailbox"))
    endpoint.fallback((_request, response) => void response.end("site"))
    const get = async (path: string) => (await fetch(`${endpoint.url}${path}`)).text()
    expect(await get("/_aws/mailbox/1")).toBe("mailbox")
    expect(await get("/_aws/mailbox?x=1")).toBe("mailbox")
    expect(await get("/_aws/mailboxes")).toBe("aws")
    expect(await get("/_awsome")).toBe("site")
  })

  test("with a presigned query go to the raw handler of its service, unread", async () => {
    endpoint.raw("s3", async (request, response) => {
      let length = 0
      for await (const chunk of request) length += chunk.length
      response.end(`${request.url?.slice(0, 9)} ${length}`)
    })
    const query = "X-Amz-Credential=AKIA%2F20260101%2Feu-central-1%2Fs3%2Faws4_request"
    const response = await fetch(`${endpoint.url}/files/a?${query}`, { method: "PUT", body: "12345" })
    expect(await response.text()).toBe("/files/a? 5")
  })

  test("bearing a target go to its service as anonymous, a preflight for one is answered", async () => {
    endpoint.target("AWSCognitoIdentityProviderService", (call) => void answerJson(call, { kind: call.principal.kind }))
    const headers = {
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
      origin: "http://localhost:5173",
    }
    const response = await fetch(endpoint.url, { method: "POST", headers, body: "{}" })
    expect(await response.json()).toEqual({ kind: "anonymous" })
    expect(response.headers.get("access-control-allow-origin")).toBe("*")
    const preflight = await fetch(endpoint.url, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:5173", "access-control-request-headers": "content-type,x-amz-target" },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type,x-amz-target")
  })

  test("with a broken authorization header are refused", async () => {
    const response = await fetch(endpoint.url, { headers: { authorization: "AWS4-HMAC-SHA256 nonsense" } })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ __type: "IncompleteSignatureException" })
  })

  test("are answered 503 until the stack is open", async () => {
    const starting = await createEndpoint({ port: 0, iam, log: () => undefined })
    expect((await fetch(starting.url)).status).toBe(503)
    starting.open()
    expect((await fetch(starting.url)).status).toBe(404)
    await starting.close()
  })
})

describe("the port", () => {
  test("in use is one clear line", async () => {
    const port = Number(new URL(endpoint.url).port)
    await expect(createEndpoint({ port, iam, log: () => undefined })).rejects.toMatchObject({
      name: "StartError",
      message: `Port ${port} is in use. Choose another with --port.`,
    })
  })

  test("is free again after close, whatever connections were open", async () => {
    const sockets = new WebSocketServer({ noServer: true })
    endpoint.upgrade("/live", (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => undefined))
    endpoint.path("/slow", () => undefined)
    const port = Number(new URL(endpoint.url).port)
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/live`)
    await new Promise((resolve) => webSocket.once("open", resolve))
    const idle = connect(port, "127.0.0.1")
    await new Promise((resolve) => idle.once("connect", resolve))
    const waiting = new Promise((resolve) => send(`${endpoint.url}/slow`).on("error", resolve).end())
    const ends = [waiting, ...[webSocket, idle].map((one) => new Promise((resolve) => one.once("close", resolve)))]
    await endpoint.close()
    await Promise.all(ends)
    const next = await createEndpoint({ port, iam, log: () => undefined })
    await next.close()
  })

  test("drops an upgrade nobody takes", async () => {
    const webSocket = new WebSocket(`${endpoint.url.replace("http", "ws")}/nobody`)
    const error = await new Promise((resolve) => webSocket.once("error", resolve))
    expect(String(error)).toMatch(/hang up|ECONNRESET/)
  })
})
