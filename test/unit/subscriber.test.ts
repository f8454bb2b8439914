import type { SQSEvent } from "aws-lambda"
import { expect, test } from "vitest"
import type { CrmEvent } from "../../shared/event.ts"

const { subscriber } = await import("../../functions/platform/subscriber.ts")

const event = (workspaceId: string, id: number): CrmEvent => ({
  name: "deal.added",
  eventId: `${workspaceId}:deal:${id}:1:deal.added`,
  workspaceId,
  id,
  version: 1,
  at: "2026-01-02T03:04:05Z",
  byUserId: 1,
  via: "app",
  data: { current: {}, previous: {} },
})

const batch = (...events: CrmEvent[]) =>
  ({
    Records: events.map((detail, at) => ({ messageId: String(at), body: JSON.stringify({ detail }) })),
  }) as SQSEvent

const context = { functionName: "test", awsRequestId: "test" } as never

test("what all events of a batch need of their workspace is read once for each batch", async () => {
  const reads: string[] = []
  const heard: string[] = []
  const handler = subscriber<string>(async ({ workspaceId, id }, once) => {
    const found = await once(workspaceId, async (w) => {
      reads.push(w)
      return `of ${w}`
    })
    heard.push(`${id} ${found}`)
  })
  await handler(batch(event("1", 1), event("2", 2), event("1", 3)), context)
  expect([reads, heard.sort()]).toEqual([
    ["1", "2"],
    ["1 of 1", "2 of 2", "3 of 1"],
  ])
  await handler(batch(event("1", 4)), context)
  expect(reads).toEqual(["1", "2", "1"])
})

test("an event whose read fails is delivered again, and not the others", async () => {
  const handler = subscriber<string>(async ({ workspaceId }, once) => {
    await once(workspaceId, async (w) => {
      if (w === "2") throw new Error("throttled")
      return w
    })
  })
  const answer = await handler(batch(event("1", 1), event("2", 2)), context)
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] })
})
