import { ListObjectsV2Command, PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3"
import { expect, test } from "vitest"
import { refusalOf, type Stack, s3Stack } from "./s3-stack.ts"

async function put({ client, bucket }: Stack, keys: string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "1" }))
}

test("a list rolls keys up at the delimiter and goes on where the page ended", async () => {
  const stack = await s3Stack()
  await put(stack, ["p/0/x", "p/0/y", "p/1/x", "p/2/x", "p/3/x", "p/4/x", "q"])
  const at = { Bucket: stack.bucket, Prefix: "p/", Delimiter: "/" }
  const first = await stack.client.send(new ListObjectsV2Command({ ...at, MaxKeys: 2 }))
  expect(first).toMatchObject({
    IsTruncated: true,
    KeyCount: 2,
    CommonPrefixes: [{ Prefix: "p/0/" }, { Prefix: "p/1/" }],
  })
  const rest = await stack.client.send(
    new ListObjectsV2Command({ ...at, ContinuationToken: first.NextContinuationToken }),
  )
  expect(rest.IsTruncated).toBe(false)
  expect(rest.CommonPrefixes?.map((one) => one.Prefix)).toEqual(["p/2/", "p/3/", "p/4/"])
})

test("paging one key at a time sees every key and prefix once, in the order of their bytes", async () => {
  const stack = await s3Stack()
  await put(stack, ["a", "a/b", "a/c", "a0", "Z", "é", "😀", "ﬀ"])
  const seen: (string | undefined)[] = []
  const pages = paginateListObjectsV2({ client: stack.client }, { Bucket: stack.bucket, MaxKeys: 1, Delimiter: "/" })
  for await (const page of pages) {
    seen.push(...(page.Contents ?? []).map((one) => one.Key), ...(page.CommonPrefixes ?? []).map((one) => one.Prefix))
  }
  expect(seen).toEqual(["Z", "a", "a/", "a0", "é", "ﬀ", "😀"])
})

test("a list can start after a key, and of no keys is empty and whole", async () => {
  const stack = await s3Stack()
  await put(stack, ["a", "b", "c"])
  const after = await stack.client.send(new ListObjectsV2Command({ Bucket: stack.bucket, StartAfter: "a" }))
  expect(after.Contents?.map((one) => one.Key)).toEqual(["b", "c"])
  const none = await stack.client.send(new ListObjectsV2Command({ Bucket: stack.bucket, MaxKeys: 0 }))
  expect(none).toMatchObject({ IsTruncated: false, KeyCount: 0 })
})

test("names that mean something in XML come back as they are, and encoded when asked", async () => {
  const stack = await s3Stack()
  const keys = ["a&b<c>\"d'.txt", "line\r\nbreak", "ü b+c/(1).pdf"]
  await put(stack, keys)
  const plain = await stack.client.send(new ListObjectsV2Command({ Bucket: stack.bucket }))
  expect(plain.Contents?.map((one) => one.Key)).toEqual(keys)
  const at = { Bucket: stack.bucket, Prefix: "ü b", EncodingType: "url" } as const
  const encoded = await stack.client.send(new ListObjectsV2Command(at))
  expect(encoded.Contents?.[0]?.Key).toBe("%C3%BC+b%2Bc/%281%29.pdf")
  expect(encoded).toMatchObject({ Prefix: "%C3%BC+b", EncodingType: "url" })
})

test("the buckets' keys do not mix, even when one name starts with the other", async () => {
  const stack = await s3Stack({ properties: { BucketName: "files" } })
  await stack.provision("AWS::S3::Bucket", "More", { BucketName: "files-more" })
  await put(stack, ["a"])
  await put({ ...stack, bucket: "files-more" }, ["b"])
  const list = await stack.client.send(new ListObjectsV2Command({ Bucket: "files" }))
  expect(list.Contents?.map((one) => one.Key)).toEqual(["a"])
})

test("who may not list the bucket is told so, and the prefix is part of the question", async () => {
  const stack = await s3Stack()
  const list = () => stack.client.send(new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: "p/" }))
  await list()
  expect(stack.context.assertions.at(-1)?.context).toMatchObject({ "s3:prefix": "p/" })
  stack.context.deny("s3:ListBucket")
  expect(await refusalOf(list())).toEqual({ code: "AccessDenied", status: 403 })
})
