import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { setUuid } from "../../shared/permission-set.ts"
import { type InProcess, startInProcess } from "../support/in-process.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())

let api: InProcess
let token: string

beforeAll(async () => {
  api = await startInProcess()
  token = (await api.found("users")).token
}, 120_000)

afterAll(() => engine.stop())

async function call(method: string, path: string, body: object) {
  const { status = 0, text = "{}" } = (await api.ask(token, { method, path, body: JSON.stringify(body) })) ?? {}
  return { status, ...(JSON.parse(text) as { error?: string; data: { id: number; status: string } }) }
}

test("whoever was invited and never joined is no admin whom a workspace could be left to", async () => {
  const invited = { name: "Ingel Invited", email: "ingel@test.example", role: "admin" }
  const { id } = (await call("POST", "/api/v2/users", invited)).data
  const change = (who: number, body: object) => call("PATCH", `/api/v2/users/${who}`, body)
  expect((await change(id, { status: "inactive" })).data).toMatchObject({ status: "inactive" })
  expect((await change(id, { status: "active" })).data).toMatchObject({ status: "pending" })
  for (const body of [{ status: "inactive" }, { role: "regular" }]) {
    expect(await change(1, body)).toMatchObject({ status: 409, error: "A workspace keeps at least one active admin" })
  }
})

test("the audit log is a file for those only who may also export", async () => {
  const { id: w, token: admin } = await api.found("exporting")
  const ann = await api.colleague(w, "Ann")
  const sure = async (method: string, path: string, body?: object) => {
    const told = await api.ask(admin, { method, path, body: body && JSON.stringify(body) })
    expect(told?.status, `${path}: ${told?.text}`).toBeLessThan(300)
    return JSON.parse(told?.text ?? "{}").data
  }
  const auditors = { name: "Auditors", app: "account_settings", actions: ["audit.see"] }
  const { id } = await sure("POST", "/api/v2/permissionSets", auditors)
  await sure("POST", `/api/v2/permissionSets/${id}/assignments`, { user_id: ann.id })
  const file = () => api.ask(ann.token, { method: "GET", path: "/api/v2/auditLogs/export" })
  expect((await file())?.status).toBe(200)
  const { actions } = await sure("GET", `/api/v2/permissionSets/${setUuid(2)}`)
  const fewer = actions.filter((one: string) => one !== "records.export")
  await sure("PATCH", `/api/v2/permissionSets/${setUuid(2)}`, { actions: fewer })
  expect(await file()).toMatchObject({ status: 403, text: expect.stringContaining("records.export") })
})
