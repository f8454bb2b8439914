import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"
import type { Context, SQSEvent } from "aws-lambda"
import { mockClient } from "aws-sdk-client-mock"
import { afterAll, expect, test, vi } from "vitest"
import type { DeliveryAnswer, WebhookAnswer } from "../../shared/api/webhooks.ts"
import type { CrmEvent } from "../../shared/event.ts"
import { CATCH_UP } from "../../shared/webhook.ts"
import { endpoint } from "../support/endpoint.ts"
import { startInProcess } from "../support/in-process.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())
vi.stubEnv("WEBHOOK_HOSTS", "127.0.0.1")

afterAll(async () => {
  vi.useRealTimers()
  await engine.stop()
})

const START = Date.UTC(2026, 4, 4, 9)
const CONTEXT = { functionName: "test", awsRequestId: "test", getRemainingTimeInMillis: () => 10_000 } as Context

/** Messages that are taken at once. */
const AT_ONCE = 3
/** More than are read at once after a ban. */
const MANY = CATCH_UP.atOnce + 30

const eventOf = (body: unknown): SQSEvent => ({ Records: [{ messageId: "1", body: JSON.stringify(body) }] }) as SQSEvent

/** What is asked of the sender, kept until its time, as the queue does: the first due comes first. */
function queue() {
  const waiting: { due: number; body: string }[] = []
  mockClient(SQSClient)
    .on(SendMessageCommand)
    .callsFake(({ MessageBody = "", DelaySeconds = 0 }) => {
      waiting.push({ due: Date.now() + DelaySeconds * 1000, body: MessageBody })
      return {}
    })
  return {
    waiting,
    /** Takes what is due by `until`, some at once, while the clock goes on. */
    async run(until: number, take: (body: string) => Promise<unknown>) {
      for (;;) {
        const due = Math.min(...waiting.map((one) => one.due))
        if (due > until) break
        vi.setSystemTime(Math.max(due, Date.now()))
        const now = waiting.filter((one) => one.due <= Date.now()).slice(0, AT_ONCE)
        for (const one of now) waiting.splice(waiting.indexOf(one), 1)
        await Promise.all(now.map(({ body }) => take(body)))
      }
      vi.setSystemTime(until)
    },
  }
}

test("an endpoint that keeps failing is left alone for half an hour, and then hears all of it in order", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START })
  const api = await startInProcess()
  const { run } = queue()
  const { handler: hear } = await import("../../functions/webhooks/hear.ts")
  const { handler: deliver } = await import("../../functions/webhooks/deliver.ts")
  const send = (body: string) => deliver(eventOf(JSON.parse(body)), CONTEXT)
  const { id: workspaceId, token } = await api.found("banned")
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const told = await api.ask(token, { method, path, body: body && JSON.stringify(body) })
    return JSON.parse(told?.text ?? "{}").data
  }
  const at = await endpoint()
  const hook = { subscription_url: at.url, event_action: "*", event_object: "deal", name: "Ours" }
  const { id } = await ask<{ id: number }>("POST", "/v1/webhooks", hook)
  const tell = async (version: number) => {
    const event: CrmEvent = {
      name: "deal.changed",
      eventId: `${workspaceId}:deal:1:${version}:deal.changed`,
      workspaceId,
      id: 1,
      version,
      at: new Date().toISOString(),
      byUserId: 1,
      via: "api",
      data: { current: { id: 1, title: `Version ${version}`, owner_id: 1, visible_to: 3 }, previous: {} },
    }
    await hear(eventOf({ detail: event }), CONTEXT)
  }
  const isActive = async () => (await ask<WebhookAnswer[]>("GET", "/v1/webhooks"))[0]?.is_active
  const states = async () =>
    new Set(
      (await ask<DeliveryAnswer[]>("GET", `/api/v2/webhooks/${id}/deliveries?limit=500`)).map((one) => one.status),
    )

  at.answers(500)
  for (let version = 1; version <= 10; version++) {
    await tell(version)
    await run(Date.now() + 100, send)
    expect(await isActive()).toBe(version < 10 ? 1 : 0)
  }
  expect(at.heard).toHaveLength(10)

  at.answers(200)
  for (let version = 11; version <= MANY; version++) {
    await tell(version)
    await run(Date.now() + 100, send)
  }
  await run(START + 29 * 60_000, send)
  expect(at.heard).toHaveLength(10)
  expect(await states()).toEqual(new Set(["waiting"]))

  await run(START + 60 * 60_000, send)
  expect(await states()).toEqual(new Set(["delivered"]))
  expect(await isActive()).toBe(1)
  const titles = at.heard.slice(10).map(({ body }) => body.data?.title)
  expect(titles).toEqual(Array.from({ length: MANY }, (_, index) => `Version ${index + 1}`))
  expect(at.heard.slice(10, 12).map(({ body }) => body.meta?.attempt)).toEqual([2, 2])
}, 120_000)
