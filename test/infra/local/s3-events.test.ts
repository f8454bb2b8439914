import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3"
import { expect, test, vi } from "vitest"
import { dataDir, s3Stack } from "./s3-stack.ts"

const announcing = { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }
const bus = "arn:aws:events:eu-central-1:000000000000:event-bus/default"

test("what happens to an object reaches the default bus", async () => {
  const { context, client, bucket: Bucket } = await s3Stack({ properties: announcing })
  context.receive("events", async () => undefined)
  await client.send(new PutObjectCommand({ Bucket, Key: "a b", Body: "hello" }))
  await vi.waitUntil(() => context.delivered.length === 1)
  expect(context.delivered[0]).toMatchObject({
    arn: bus,
    delivery: { by: { kind: "service", service: "s3.amazonaws.com" } },
    input: {
      source: "aws.s3",
      "detail-type": "Object Created",
      resources: [`arn:aws:s3:::${Bucket}`],
      detail: {
        bucket: { name: Bucket },
        object: { key: "a b", size: 5, etag: "5d41402abc4b2a76b9719d911017c592" },
        reason: "PutObject",
      },
    },
  })
})

test("copies, multipart uploads and deletions are told apart", async () => {
  const { context, client, bucket: Bucket } = await s3Stack({ properties: announcing })
  context.receive("events", async () => undefined)
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }))
  await client.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` }))
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "c" }))
  const part = { Bucket, Key: "c", UploadId, PartNumber: 1 }
  const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: "x" }))
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: "c", UploadId, MultipartUpload }))
  await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }))
  await client.send(new DeleteObjectCommand({ Bucket, Key: "never was" }))
  await vi.waitUntil(() => context.delivered.length === 4)
  const told = context.delivered.map(({ input }) => input as { "detail-type": string; detail: { reason: string } })
  expect(told.map((event) => [event["detail-type"], event.detail.reason]).sort()).toEqual([
    ["Object Created", "CompleteMultipartUpload"],
    ["Object Created", "CopyObject"],
    ["Object Created", "PutObject"],
    ["Object Deleted", "DeleteObject"],
  ])
})

test("Custom::S3BucketNotifications turns the events on", async () => {
  const { context, client, provision, bucket: Bucket } = await s3Stack()
  context.receive("events", async () => undefined)
  await client.send(new PutObjectCommand({ Bucket, Key: "before", Body: "x" }))
  const NotificationConfiguration = { EventBridgeConfiguration: {} }
  await provision("Custom::S3BucketNotifications", "N", {
    BucketName: Bucket,
    NotificationConfiguration,
    Managed: true,
  })
  await client.send(new PutObjectCommand({ Bucket, Key: "after", Body: "x" }))
  await vi.waitUntil(() => context.delivered.length > 0)
  expect(context.delivered).toMatchObject([{ input: { detail: { object: { key: "after" } } } }])
})

test("an event nobody took before the end is told at the next start", async () => {
  const dir = dataDir()
  const first = await s3Stack({ properties: announcing, dataDir: dir })
  const { promise, resolve } = Promise.withResolvers<void>()
  first.context.receive("events", () => promise)
  await first.client.send(new PutObjectCommand({ Bucket: first.bucket, Key: "a", Body: "", ContentLength: 0 }))
  await vi.waitUntil(() => first.context.delivered.length === 1)
  await first.stop()
  resolve()
  const second = await s3Stack({ properties: announcing, dataDir: dir, started: false })
  second.context.receive("events", async () => undefined)
  expect(second.context.delivered).toEqual([])
  await second.s3.start?.()
  await vi.waitUntil(() => second.context.delivered.length === 1)
  expect(second.context.delivered[0]?.input).toEqual(first.context.delivered[0]?.input)
})
