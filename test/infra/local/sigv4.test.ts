import { createServer, type IncomingHttpHeaders } from "node:http"
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { describe, expect, test } from "vitest"
import { readSignature, verifySignature } from "../../../infra/local/sigv4.ts"

describe("signatures", () => {
  type Captured = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }

  async function captured(path = ""): Promise<Captured> {
    const { promise, resolve } = Promise.withResolvers<Captured>()
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { method = "", url = "", headers } = request
      response.end("{}")
      resolve({ method, url, headers, body: Buffer.concat(chunks) })
    })
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
    const address = server.address()
    const port = typeof address === "object" ? address?.port : 0
    const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret" }
    const base = { endpoint: `http://127.0.0.1:${port}${path}`, region: "eu-central-1", credentials }
    await new DynamoDBClient(base).send(new DescribeTableCommand({ TableName: "deals" }))
    const request = await promise
    await new Promise((closed) => server.close(closed))
    return request
  }

  function verify(request: Captured, { secret = "secret", now = Date.now() } = {}): void {
    const signature = readSignature(request.headers.authorization)
    if (signature === undefined) throw new Error("not signed")
    verifySignature(request, request.body, signature, secret, now)
  }

  test("of the SDK are accepted, also on a path that needs encoding", async () => {
    verify(await captured())
    verify(await captured("/a b/ü/(c)"))
  })

  test("are refused when body, a signed header, path or secret differ, and after five minutes", async () => {
    const request = await captured()
    const refusal = "InvalidSignatureException"
    const attempt = (change: Partial<Captured>, options?: Parameters<typeof verify>[1]) => () =>
      verify({ ...request, ...change }, options)
    expect(attempt({ body: Buffer.from('{"TableName":"other"}') })).toThrow(expect.objectContaining({ name: refusal }))
    const headers = { ...request.headers, "x-amz-target": "DynamoDB_20120810.DeleteTable" }
    expect(attempt({ headers })).toThrow(expect.objectContaining({ name: refusal }))
    expect(attempt({ url: "/other" })).toThrow(expect.objectContaining({ name: refusal }))
    expect(attempt({ method: "PUT" })).toThrow(expect.objectContaining({ name: refusal }))
    expect(attempt({}, { secret: "other" })).toThrow(expect.objectContaining({ name: refusal }))
    expect(attempt({}, { now: Date.now() + 6 * 60_000 })).toThrow("Signature not yet current or expired")
    expect(attempt({}, { now: Date.now() - 6 * 60_000 })).toThrow("Signature not yet current or expired")
  })

  test("that are no SigV4 ones are not read", () => {
    expect(readSignature("Bearer x")).toBeUndefined()
    expect(readSignature("AWS4-HMAC-SHA256 Credential=a/b, Signature=c")).toBeUndefined()
  })
})
