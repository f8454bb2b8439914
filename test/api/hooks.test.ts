import { beforeAll, expect, test } from "vitest"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

type Hook = { id: string; url: string; is_enabled: boolean; received_count: number; last_received_time: string | null }
type Delivery = { id: string; preview: string; bytes: number }

let ours: Workspace
let theirs: Workspace
let rep: Person
let hook: Hook

beforeAll(async () => {
  ours = await newWorkspace()
  theirs = await newWorkspace()
  rep = await ours.colleague("Reet Regular")
  hook = await ours.post<Hook>("/api/v2/hooks", { name: "Web form" })
}, 240_000)

async function post(url: string, body: string, type = "application/json") {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": type }, body })
  return { status: answer.status, body: (await answer.json()) as { data: { event_id: string } | null; error?: string } }
}

const shown = async () => (await ours.get<Hook[]>("/api/v2/hooks")).find(({ id }) => id === hook.id)
const deliveries = () => ours.get<Delivery[]>(`/api/v2/hooks/${hook.id}/deliveries`)

test("what is posted is taken, counted and shown", async () => {
  expect(hook.url).toMatch(/\/api\/v2\/hooks\/hhk_[0-9a-f]{82}$/)
  const answer = await post(hook.url, '{"email":"ann@example.com","n":12345678901234567890}', "text/plain")
  expect(answer.status).toBe(202)
  expect(await deliveries()).toMatchObject([
    { id: answer.body.data?.event_id, bytes: 52, preview: expect.stringContaining("ann@example.com") },
  ])
  expect(await shown()).toMatchObject({ received_count: 1, last_received_time: expect.any(String) })
  expect(JSON.stringify(await shown())).not.toContain("hhk_")
})

test.each([
  ["no JSON", "{"],
  ["a list", "[1]"],
  ["a text", '"x"'],
  ["null", "null"],
  ["nothing", ""],
  ["what is nested without end", `{"a":${"[".repeat(60)}${"]".repeat(60)}}`],
  ["what is nested to exhaust whoever reads it", `{"a":${"[".repeat(100_000)}`],
])("%s is refused", async (_, body) => {
  expect((await post(hook.url, body)).status).toBe(400)
})

test("up to 256 kB are taken", async () => {
  const of = (size: number) => JSON.stringify({ a: "x".repeat(size - 8) })
  expect((await post(hook.url, of(256 * 1024))).status).toBe(202)
  expect((await post(hook.url, of(256 * 1024 + 1))).status).toBe(413)
})

test("the last 20 are kept, the newest first", async () => {
  for (let n = 0; n < 22; n++) {
    while ((await post(hook.url, JSON.stringify({ n }))).status === 429) await new Promise((go) => setTimeout(go, 300))
  }
  const previews = (await deliveries()).map(({ preview }) => preview)
  expect(previews).toEqual(Array.from({ length: 20 }, (_, i) => JSON.stringify({ n: 21 - i })))
})

test("too many at once are told to wait", async () => {
  // on a slow machine a window passes before it is full: then once more
  await eventually(async () => {
    const all = await Promise.all(Array.from({ length: 120 }, () => post(hook.url, "{}")))
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202, 429]))
  }, 90_000)
})

test("an address that is none, an old one, and that of another workspace lead nowhere", async () => {
  const wrong = `${hook.url.slice(0, -1)}${hook.url.endsWith("0") ? "1" : "0"}`
  const nowhere = (url: string) => post(url, "{}").then(({ status }) => expect(status, url).toBe(404))
  await nowhere(wrong)
  await nowhere(`${ours.url}/api/v2/hooks/x`)
  const other = await ours.post<Hook>("/api/v2/hooks", { name: "Other" })
  const rotated = await ours.post<Hook>(`/api/v2/hooks/${other.id}/secret`, {})
  await nowhere(other.url)
  expect((await post(rotated.url, "{}")).status).toBe(202)
  await ours.patch(`/api/v2/hooks/${other.id}`, { is_enabled: false })
  expect((await post(rotated.url, "{}")).status).toBe(403)
  for (const [method, path, body] of [
    ["PATCH", "", { name: "Mine" }],
    ["POST", "/secret", {}],
    ["GET", "/deliveries", undefined],
    ["DELETE", "", undefined],
  ] as const) {
    expect((await theirs.call(method, `/api/v2/hooks/${other.id}${path}`, body)).status, method).toBe(404)
    expect((await rep.call(method, `/api/v2/hooks/${other.id}${path}`, body)).status, method).toBe(403)
  }
  expect((await ours.call("DELETE", `/api/v2/hooks/${other.id}`)).status).toBe(200)
  await nowhere(rotated.url)
})
