import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { join } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import { expect, onTestFinished, test, vi } from "vitest"
import { dataDir, refusalOf, role, s3Stack } from "./s3-stack.ts"

const here = new URL(".", import.meta.url).href
const program = `
  const { testContext } = await import("${here}../../support/local-context.ts")
  const { createS3 } = await import("${here}../../../infra/local/s3/s3.ts")
  const context = await testContext({ dataDir: process.env.DATA_DIR })
  const s3 = createS3(context)
  s3.types["AWS::S3::Bucket"]("Files", {}, {})
  await s3.start()
  process.on("message", () => process.send({ peak: process.resourceUsage().maxRSS }))
  process.send(context.client("${role}"))
`

/** The family in a process of its own, to kill it or to measure it. */
async function ownProcess(dir: string): Promise<{ child: ChildProcess; client: S3Client }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, DATA_DIR: dir },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  onTestFinished(() => void child.kill("SIGKILL"))
  const [config] = await once(child, "message")
  const client = new S3Client(config)
  onTestFinished(() => client.destroy())
  return { child, client }
}

async function peakMemory(child: ChildProcess): Promise<number> {
  const answered = once(child, "message")
  child.send("peak")
  const [{ peak }] = await answered
  return peak * 1024
}

const Bucket = "test-files"

function url(client: S3Client, Key: string): Promise<string> {
  return getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn: 600 })
}

test("a process killed in the middle of a put leaves the old object, and nothing of the new one", async () => {
  const dir = dataDir()
  const { child, client } = await ownProcess(dir)
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "old" }))
  const partial = join(dir, "s3", "partial")
  for (const key of ["a", "b"]) {
    const sent = request(await url(client, key), { method: "PUT", headers: { "content-length": 1_000_000 } })
    sent.on("error", () => undefined)
    sent.write(Buffer.alloc(500_000))
  }
  await vi.waitUntil(() => readdirSync(partial).length === 2, { timeout: 10_000 })
  child.kill("SIGKILL")
  await once(child, "exit")
  writeFileSync(join(dir, "s3", "objects", "orphan"), "a file whose record was never written")
  const stack = await s3Stack({ dataDir: dir })
  const { Body } = await stack.client.send(new GetObjectCommand({ Bucket, Key: "a" }))
  expect(await Body?.transformToString()).toBe("old")
  expect((await refusalOf(stack.client.send(new HeadObjectCommand({ Bucket, Key: "b" })))).status).toBe(404)
  expect(readdirSync(partial)).toEqual([])
  expect(readdirSync(join(dir, "s3", "objects"))).toHaveLength(1)
  expect(existsSync(join(dir, "s3", "objects", "orphan"))).toBe(false)
})

test("a browser that goes away in the middle of a put leaves nothing", async () => {
  const stack = await s3Stack()
  const partial = join(stack.context.dataDir, "s3", "partial")
  const sent = request(await url(stack.client, "a"), { method: "PUT", headers: { "content-length": 1_000_000 } })
  sent.on("error", () => undefined)
  sent.write(Buffer.alloc(500_000))
  await vi.waitUntil(() => readdirSync(partial).length === 1, { timeout: 10_000 })
  sent.destroy()
  await vi.waitUntil(() => readdirSync(partial).length === 0, { timeout: 10_000 })
  expect((await refusalOf(stack.client.send(new HeadObjectCommand({ Bucket, Key: "a" })))).status).toBe(404)
  expect(stack.context.logged.filter((one) => one.level === "error")).toEqual([])
})

test("three hundred megabytes pass through without sitting in memory", { timeout: 120_000 }, async () => {
  const { child, client } = await ownProcess(dataDir())
  const size = 300_000_000
  const piece = Buffer.alloc(1_000_000, 7)
  const before = await peakMemory(child)
  const sent = request(await url(client, "big"), { method: "PUT", headers: { "content-length": size } })
  const answered = once(sent, "response")
  await pipeline(Readable.from(Array.from({ length: size / piece.length }, () => piece)), sent)
  const [response] = await answered
  expect(response.statusCode).toBe(200)
  response.resume()
  let read = 0
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "big" }))
  if (Body instanceof Readable) for await (const chunk of Body) read += chunk.length
  expect(read).toBe(size)
  expect((await peakMemory(child)) - before).toBeLessThan(150_000_000)
})
