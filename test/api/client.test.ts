import { expect, expectTypeOf, test } from "vitest"
import { createClient } from "../../shared/api/client.ts"
import { newWorkspace } from "../support/workspace.ts"

test("a program calls the API through the typed client", async () => {
  const { url, token } = await newWorkspace()
  const call = createClient({ url, token, fetch })
  const deal = await call("POST /api/v2/deals", { body: { title: "Pumps", value: 1200 } })
  expectTypeOf(deal.title).toEqualTypeOf<string>()
  await call("POST /api/v2/deals", { body: { title: "Valves" } })
  const page = await call("GET /api/v2/deals", { query: { limit: 1, sort_by: "id" } })
  expect(page.data.map(({ title }) => title)).toEqual(["Pumps"])
  const next = await call("GET /api/v2/deals", { query: { limit: 1, sort_by: "id", cursor: String(page.nextCursor) } })
  expect(next.data.map(({ title }) => title)).toEqual(["Valves"])
  expect(await call("GET /api/v2/openapi.json")).toMatchObject({ openapi: "3.1.0" })
  const wrong = call("PATCH /api/v2/deals/{id}", { params: { id: deal.id }, body: { stage_id: 999 } })
  await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { stage_id: expect.any(String) } })
  // @ts-expect-error -- a route takes what its schema says
  await expect(call("POST /api/v2/deals", { body: { title: 7 } })).rejects.toMatchObject({ code: "invalid" })
  await expect(call("GET /api/v2/deals/{id}", { params: { id: 999_999 } })).rejects.toMatchObject({ code: "not_found" })
})
