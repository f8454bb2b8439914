import { expect, test } from "vitest"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

async function post(workspace: Workspace, key: string, body: object) {
  const answer = await fetch(`${workspace.url}/api/v2/deals`, {
    method: "POST",
    headers: { "x-api-token": workspace.token, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  })
  const json = (await answer.json()) as { data: { id: number } | null }
  return { status: answer.status, replayed: answer.headers.get("idempotency-replayed"), body: json }
}

test("a POST with an Idempotency-Key is done once, however often it is sent", async () => {
  const workspace = await newWorkspace()
  const cranes = { title: "Cranes", value: 10 }
  const first = await post(workspace, "order-1", cranes)
  const again = await post(workspace, "order-1", cranes)
  expect([again.status, again.replayed, again.body]).toEqual([first.status, "true", first.body])
  const both = await Promise.all([1, 2, 3].map(() => post(workspace, "order-2", cranes)))
  expect(both.filter(({ status }) => status !== 409).map(({ body }) => body.data?.id)).toContain(2)
  expect(await workspace.get<object[]>("/api/v2/deals")).toHaveLength(2)

  const other = await post(workspace, "order-1", { title: "Pumps" })
  expect(other.status).toBe(422)
  expect((await post(workspace, "order-3", { title: "" })).status).toBe(400)
  expect((await post(workspace, "order-3", { title: "" })).replayed).toBeNull()
  expect((await post(workspace, "bad key", cranes)).status).toBe(400)
  const tokenOnce = () =>
    fetch(`${workspace.url}/api/v2/tokens`, {
      method: "POST",
      headers: { "x-api-token": workspace.token, "content-type": "application/json", "idempotency-key": "token-1" },
      body: JSON.stringify({ name: "Once" }),
    }).then((answer) => answer.json() as Promise<{ data: { token: string } | null }>)
  expect((await tokenOnce()).data?.token).toMatch(/^[0-9a-f]{40}$/)
  expect(await tokenOnce()).toMatchObject({ success: true, data: null })
  const colleague = await newWorkspace()
  expect((await post(colleague, "order-1", cranes)).replayed).toBeNull()
})
