import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3"
import { afterEach, expect, test, vi } from "vitest"
import { dataDir, refusalOf, type Stack, s3Stack } from "./s3-stack.ts"

const day = 86_400_000
const noon = new Date().setUTCHours(12, 0, 0, 0) - 2 * day

afterEach(() => void vi.useRealTimers())

type Keep = { Rules: Record<string, unknown>[]; versioned?: boolean; dir: string }

/** A stack whose requests are dated as the SDK dates them, but whose objects are of another time. */
async function at(
  now: number,
  { Rules, versioned, dir }: Keep,
  work: (stack: Stack) => Promise<void> = async () => {},
) {
  const properties = {
    LifecycleConfiguration: { Rules },
    ...(versioned && { VersioningConfiguration: { Status: "Enabled" } }),
  }
  const stack = await s3Stack({ properties, dataDir: dir, now: () => now })
  await work({ ...stack, client: stack.clientWith({ systemClockOffset: now - Date.now() }) })
  await stack.stop()
}

async function keys({ client, bucket }: Stack): Promise<(string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }))
  return Contents.map((one) => one.Key)
}

async function put({ client, bucket: Bucket }: Stack, Key: string, more = {}): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "x", ...more }))
}

test("an object expires at the midnight after its days, under its prefix only", async () => {
  const stack = { Rules: [{ Status: "Enabled", Prefix: "exports/", ExpirationInDays: 7 }], dir: dataDir() }
  await at(noon, stack, async (s3) => {
    await put(s3, "exports/a")
    await put(s3, "kept")
  })
  await at(noon + 7.4 * day, stack, async (s3) => expect(await keys(s3)).toEqual(["exports/a", "kept"]))
  await at(noon + 7.5 * day, stack, async (s3) => expect(await keys(s3)).toEqual(["kept"]))
})

test("a running stack looks every hour", async () => {
  let now = noon
  const properties = { LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 1 }] } }
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
  const stack = await s3Stack({ properties, now: () => now })
  await put({ ...stack, client: stack.clientWith({ systemClockOffset: now - Date.now() }) }, "a")
  expect(await stack.s3.readObject(stack.bucket, "a")).toBeDefined()
  now += 2 * day
  vi.advanceTimersByTime(3_600_000)
  expect(await stack.s3.readObject(stack.bucket, "a")).toBeUndefined()
})

test("a rule that is disabled, or of other tags or sizes, removes nothing", async () => {
  const Rules = [
    { Status: "Disabled", ExpirationInDays: 1 },
    { Status: "Enabled", ExpirationInDays: 1, TagFilters: [{ Key: "temporary", Value: "yes" }] },
    { Status: "Enabled", ExpirationInDays: 1, ObjectSizeGreaterThan: "5" },
  ]
  const stack = { Rules, dir: dataDir() }
  await at(noon, stack, async (s3) => {
    await put(s3, "plain", { Tagging: "temporary=no" })
    await put(s3, "tagged", { Tagging: "temporary=yes" })
    await put(s3, "large", { Body: "123456" })
  })
  await at(noon + 3 * day, stack, async (s3) => expect(await keys(s3)).toEqual(["plain"]))
})

test("an upload that was never completed is abandoned", async () => {
  const Rules = [{ Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }]
  const stack = { Rules, dir: dataDir() }
  let upload: { Bucket: string; Key: string; UploadId: string | undefined } | undefined
  const parts = async ({ client }: Stack) =>
    (await client.send(new ListPartsCommand(upload ?? { Bucket: "", Key: "", UploadId: "" }))).Parts
  await at(noon, stack, async ({ client, bucket }) => {
    const object = { Bucket: bucket, Key: "a" }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(object))
    upload = { ...object, UploadId }
    await client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: "x" }))
  })
  await at(noon + day, stack, async (s3) => expect(await parts(s3)).toHaveLength(1))
  await at(noon + 2 * day, stack, async (s3) => expect((await refusalOf(parts(s3))).code).toBe("NoSuchUpload"))
})

test("old versions go, the current one and the newest old ones stay, and a lone marker goes last", async () => {
  const Rules = [
    {
      Status: "Enabled",
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 },
      ExpiredObjectDeleteMarker: true,
    },
  ]
  const stack = { Rules, versioned: true, dir: dataDir() }
  const count = async ({ client, bucket: Bucket }: Stack): Promise<number> => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }))
    return Versions.length + DeleteMarkers.length
  }
  await at(noon, stack, async (s3) => {
    for (let version = 0; version < 4; version++) await put(s3, "a")
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "never was" }))
    expect(await count(s3)).toBe(5)
  })
  await at(noon + 3 * day, stack, async (s3) => expect(await count(s3)).toBe(2))
})
