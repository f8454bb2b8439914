/** A bucket family on a test context, with the real SDK client that talks to it. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3"
import { onTestFinished } from "vitest"
import type { Provisioned } from "../../../infra/local/family.ts"
import { createS3, type S3 } from "../../../infra/local/s3/s3.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

export const role = "arn:aws:iam::000000000000:role/files"

export type Stack = {
  context: TestContext
  s3: S3
  client: S3Client
  /** The only bucket that is provisioned from the start. */
  bucket: string
  provision(type: string, id: string, properties: Record<string, unknown>): Promise<Provisioned>
  /** A client of the same endpoint that signs otherwise. */
  clientWith(config: Partial<S3ClientConfig>): S3Client
  stop(): Promise<void>
}

type Options = { properties?: Record<string, unknown>; dataDir?: string; now?: () => number; started?: boolean }

export async function s3Stack(options: Options = {}): Promise<Stack> {
  const { properties = {}, started = true, ...rest } = options
  const context = await testContext({ dataDir: dataDir(), ...rest })
  const s3 = createS3(context)
  const provision = async (type: string, id: string, given: Record<string, unknown>): Promise<Provisioned> => {
    const make = s3.types[type]
    if (make === undefined) throw new Error(`no ${type}`)
    return make(id, given, {})
  }
  const { ref: bucket } = await provision("AWS::S3::Bucket", "Files", properties)
  if (started) await s3.start?.()
  const clients: S3Client[] = []
  const clientWith = (config: Partial<S3ClientConfig>): S3Client => {
    const client = new S3Client({ ...context.client(role), ...config })
    clients.push(client)
    return client
  }
  let stopped = false
  const stop = async (): Promise<void> => {
    if (stopped) return
    stopped = true
    for (const client of clients) client.destroy()
    await s3.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  return { context, s3, client: clientWith({}), bucket, provision, clientWith, stop }
}

export function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-s3-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** What an S3 operation was refused with. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; status: number | undefined }> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const metadata = "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }) : {}
    return { code: error.name, status: metadata.httpStatusCode }
  }
  throw new Error("it was not refused")
}

export async function errorOf(response: Response): Promise<{ code: string | undefined; status: number }> {
  return { code: /<Code>([^<]*)<\/Code>/.exec(await response.text())?.[1], status: response.status }
}
