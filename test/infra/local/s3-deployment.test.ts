import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { dataDir, type Stack, s3Stack } from "./s3-stack.ts"

type Files = Record<string, string | Buffer>

/** Files a folder where CDK's asset of that name would be. */
function asset(stack: Stack, name: string, files: Files): string {
  const folder = stack.context.asset(name)
  rmSync(folder, { recursive: true, force: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return name
}

/** Deploys folders as CDK's construct does; `more` overrides its properties. */
function deploy(stack: Stack, sources: Files[], more: Record<string, unknown> = {}) {
  return stack.provision("Custom::CDKBucketDeployment", "Site", {
    ServiceToken: "arn:aws:lambda:eu-central-1:000000000000:function:deploy",
    SourceBucketNames: sources.map(() => "cdk-assets"),
    SourceObjectKeys: sources.map((files, index) => asset(stack, `asset-${index}.zip`, files)),
    DestinationBucketName: stack.bucket,
    WaitForDistributionInvalidation: true,
    Prune: true,
    OutputObjectKeys: true,
    ...more,
  })
}

async function keys({ client, bucket }: Stack): Promise<(string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }))
  return Contents.map((one) => one.Key)
}

async function textAt({ client, bucket }: Stack, Key: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString()
}

test("a folder is deployed with the type of each file and the deployment's headers", async () => {
  const stack = await s3Stack()
  const files = { "index.html": "<p>hi", "assets/app.a1b2.js": "go()", "assets/logo.svg": "<svg/>", unknown: "?" }
  const SystemMetadata = { "cache-control": "max-age=31536000, immutable", "storage-class": "STANDARD" }
  const { attributes } = await deploy(stack, [files], { SystemMetadata, UserMetadata: { Build: "7" } })
  expect(await keys(stack)).toEqual(["assets/app.a1b2.js", "assets/logo.svg", "index.html", "unknown"])
  const heads = ["index.html", "assets/app.a1b2.js", "assets/logo.svg", "unknown"].map((Key) =>
    stack.client.send(new HeadObjectCommand({ Bucket: stack.bucket, Key })),
  )
  expect((await Promise.all(heads)).map((head) => head.ContentType)).toEqual([
    "text/html",
    "text/javascript",
    "image/svg+xml",
    "binary/octet-stream",
  ])
  expect(await heads[1]).toMatchObject({ CacheControl: "max-age=31536000, immutable", Metadata: { build: "7" } })
  expect(attributes).toEqual({
    DestinationBucketArn: `arn:aws:s3:::${stack.bucket}`,
    SourceObjectKeys: ["asset-0.zip"],
  })
})

test("below a prefix, what the source no longer has is removed, and what is beside the prefix stays", async () => {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "website", Body: "x" }))
  const more = { DestinationBucketKeyPrefix: "web" }
  await deploy(stack, [{ "a.txt": "a", "b.txt": "b" }], more)
  await deploy(stack, [{ "b.txt": "b" }], more)
  expect(await keys(stack)).toEqual(["web/b.txt", "website"])
  await deploy(stack, [{ "c.txt": "c" }], { ...more, Prune: false })
  expect(await keys(stack)).toEqual(["web/b.txt", "web/c.txt", "website"])
})

test("excluded files are neither deployed nor removed, unless they are included again", async () => {
  const stack = await s3Stack()
  await stack.client.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "old/x.map", Body: "x" }))
  const files = { "a.js": "a", "js/b.js.map": "b", "js/keep.map": "k" }
  await deploy(stack, [files], { Exclude: ["*.map", "[!a].js"], Include: ["js/keep.*"] })
  expect(await keys(stack)).toEqual(["a.js", "js/keep.map", "old/x.map"])
})

test("a file that has not changed is not written again, one with another body or header is", async () => {
  const dir = dataDir()
  const writtenAt = async (now: number, files: Files, SystemMetadata = {}): Promise<(number | undefined)[]> => {
    const stack = await s3Stack({ dataDir: dir, now: () => now })
    await deploy(stack, [files], { SystemMetadata })
    const client = stack.clientWith({ systemClockOffset: now - Date.now() })
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: stack.bucket }))
    await stack.stop()
    return Contents.map((one) => one.LastModified?.getTime())
  }
  expect(await writtenAt(1000, { a: "1", b: "1" })).toEqual([1000, 1000])
  expect(await writtenAt(2000, { a: "1", b: "2" })).toEqual([1000, 2000])
  expect(await writtenAt(3000, { a: "1", b: "2" }, { "cache-control": "no-cache" })).toEqual([3000, 3000])
  expect(await writtenAt(4000, { a: "1", b: "2" }, { "cache-control": "no-cache" })).toEqual([3000, 3000])
})

test("what CloudFormation resolved takes the place of its marker, escaped as the file needs it", async () => {
  const stack = await s3Stack()
  const binary = Buffer.from([0xff, 0x00, 0xfe, 0x0d, 0x0a])
  const sources: Files[] = [
    { "plain.txt": "at <<marker:0xbaba:0>>, $& <<marker:0xbaba:0>>", "raw.bin": binary },
    { "config.json": '{"url":"<<marker:0xbaba:0>>","port":<<marker:0xbaba:1>>}' },
    { "config.yaml": "a: <<marker:0xbaba:0>>\nb: <<marker:0xbaba:1>>" },
  ]
  await deploy(stack, sources, {
    SourceMarkers: [
      { "<<marker:0xbaba:0>>": "http://ü/$&" },
      { "<<marker:0xbaba:0>>": 'a"b', "<<marker:0xbaba:1>>": 80 },
      { "<<marker:0xbaba:0>>": "plain", "<<marker:0xbaba:1>>": "no" },
    ],
    SourceMarkersConfig: [
      {},
      { jsonEscape: true },
      { markerEncodings: { "<<marker:0xbaba:0>>": "YAML_STRING", "<<marker:0xbaba:1>>": "YAML_STRING" } },
    ],
  })
  expect(await textAt(stack, "plain.txt")).toBe("at http://ü/$&, $& http://ü/$&")
  expect(JSON.parse((await textAt(stack, "config.json")) ?? "")).toEqual({ url: 'a"b', port: 80 })
  expect(await textAt(stack, "config.yaml")).toBe('a: plain\nb: "no"')
  const raw = await stack.client.send(new GetObjectCommand({ Bucket: stack.bucket, Key: "raw.bin" }))
  expect(Buffer.from((await raw.Body?.transformToByteArray()) ?? []).equals(binary)).toBe(true)
})

test("of two sources with the same file the later one wins", async () => {
  const stack = await s3Stack()
  await deploy(stack, [{ a: "first", b: "first" }, { b: "second" }])
  expect(await textAt(stack, "b")).toBe("second")
})

test("an archive, a property that is not built and an unknown bucket stop the start by name", async () => {
  const stack = await s3Stack()
  asset(stack, "folder", { "site.zip": "PK" })
  const SourceObjectKeys = ["folder/site.zip"]
  await expect(deploy(stack, [], { SourceObjectKeys })).rejects.toThrow(/site\.zip is an archive/)
  await expect(deploy(stack, [], { Extract: false })).rejects.toThrow(/Extract/)
  await expect(deploy(stack, [], { DestinationBucketName: "other" })).rejects.toThrow(/bucket does not exist/)
})
