/** What becomes of what hangs on a record that is merged. */
import { beforeAll, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Workspace } from "../support/workspace.ts"

type Made = { id: number }
type Deal = Made & { value: number; currency: string }

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

const post = async <T = Made>(path: string, body: object) => workspace.post<T>(path, body)
const add = async (noun: string, body: object) => (await post(`/api/v2/${noun}`, body)).id
const merge = (noun: string, id: number, into: number) =>
  workspace.call("PUT", `/v1/${noun}/${id}/merge`, { merge_with_id: into })

test("a deal that sells nothing takes the other's products, discounts and installments; one that sells keeps its own", async () => {
  const product_id = await add("products", { name: "Pump", prices: [{ currency: "EUR", price: 100 }] })
  const [kept, lost, third] = [
    await add("deals", { title: "Kept", value: 7, currency: "USD" }),
    await add("deals", { title: "Lost", currency: "EUR" }),
    await add("deals", { title: "Third", currency: "EUR" }),
  ]
  await post(`/api/v2/deals/${lost}/products`, { product_id, item_price: 100, quantity: 2 })
  await post(`/api/v2/deals/${lost}/discounts`, { description: "Early", amount: 10, type: "percentage" })
  await post(`/api/v2/deals/${lost}/installments`, { description: "Half", amount: 90, billing_date: "2026-05-01" })
  await post(`/api/v2/deals/${third}/products`, { product_id, item_price: 5, quantity: 1 })
  const before = await workspace.get<Made[]>(`/api/v2/deals/${lost}/products`)
  expect((await merge("deals", lost, kept)).status).toBe(200)
  expect(await workspace.get(`/v1/deals/${kept}`)).toMatchObject({ value: 180, currency: "EUR", products_count: 1 })
  expect(await workspace.get(`/api/v2/deals/${kept}/products`)).toEqual(
    before.map((line) => ({ ...line, deal_id: kept })),
  )
  expect(await workspace.get(`/api/v2/deals/${kept}/discounts`)).toMatchObject([{ description: "Early", amount: 10 }])
  const installments = (ids: number[]) => workspace.get(`/api/v2/deals/installments?deal_ids=${ids}`)
  expect(await installments([kept, lost])).toMatchObject([{ deal_id: kept, description: "Half" }])
  expect((await merge("deals", third, kept)).status).toBe(200)
  expect(await workspace.get<Deal>(`/api/v2/deals/${kept}`)).toMatchObject({ value: 180 })
  expect(await workspace.get(`/api/v2/deals/${kept}/products`)).toHaveLength(1)
})

test("leads, projects, calls and mail follow a person, a deal and an organization", async () => {
  const [kept, lost] = [await add("persons", { name: "Kadri Kask" }), await add("persons", { name: "K. Kask" })]
  const [keptOrg, lostOrg] = [
    await add("organizations", { name: "Kask OÜ" }),
    await add("organizations", { name: "Kask" }),
  ]
  const [keptDeal, lostDeal] = [await add("deals", { title: "One" }), await add("deals", { title: "Two" })]
  const lead = (await post<{ id: string }>("/v1/leads", { title: "Boards", person_id: lost, organization_id: lostOrg }))
    .id
  const project = await add("projects", {
    title: "Build",
    board_id: 1,
    phase_id: 1,
    person_ids: [lost, kept],
    org_ids: [lostOrg],
    deal_ids: [lostDeal],
  })
  const call = await post<{ id: string }>("/v1/callLogs", {
    to_phone_number: "+3725550001",
    outcome: "connected",
    start_time: "2026-04-01T09:00:00Z",
    end_time: "2026-04-01T09:05:00Z",
    person_id: lost,
    deal_id: lostDeal,
  })
  const mail = await post<Made & { mail_thread_id: number }>("/api/v2/mailMessages", {
    subject: "Boards",
    from: [{ email_address: "kadri@test.example", linked_person_id: lost }],
    to: [{ email_address: "us@test.example" }],
    body: "How much?",
    deal_id: lostDeal,
  })
  expect((await merge("persons", lost, kept)).status).toBe(200)
  expect((await merge("organizations", lostOrg, keptOrg)).status).toBe(200)
  expect((await merge("deals", lostDeal, keptDeal)).status).toBe(200)
  expect(await workspace.get(`/v1/leads/${lead}`)).toMatchObject({ person_id: kept, organization_id: keptOrg })
  expect(await workspace.get(`/v1/leads?person_id=${kept}`)).toMatchObject([{ id: lead }])
  expect(await workspace.get(`/api/v2/projects/${project}`)).toMatchObject({
    person_ids: [kept],
    org_ids: [keptOrg],
    deal_ids: [keptDeal],
  })
  expect(await workspace.get(`/v1/callLogs/${call.id}`)).toMatchObject({ person_id: kept, deal_id: keptDeal })
  expect(await workspace.get("/v1/callLogs")).toMatchObject([{ person_id: kept, deal_id: keptDeal }])
  const found = [{ id: mail.id, from: [{ linked_person_id: kept }] }]
  expect(await workspace.get(`/api/v2/mailMessages?person_id=${kept}`)).toMatchObject(found)
  expect(await workspace.get(`/api/v2/mailMessages?deal_id=${keptDeal}`)).toMatchObject(found)
  expect(await workspace.get(`/v1/mailbox/mailThreads/${mail.mail_thread_id}`)).toMatchObject({ deal_id: keptDeal })
})
