import { beforeAll, describe, expect, test } from "vitest"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import { all, at, importFile, map, read, someDeals, until } from "../support/importing.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace

beforeAll(async () => {
  workspace = await newWorkspace()
})

type Deal = {
  id: number
  title: string
  value: number
  owner_id: number
  org_id: number | null
  person_id: number | null
  stage_id: number
  status: string
  origin: string
  add_time: string
  local_won_date: string | null
  is_deleted: boolean
  custom_fields: Record<string, unknown>
}
type Setup = {
  users: { id: number; name: string; status: string }[]
  stages: { id: number; name: string }[]
  fields: {
    field_name: string
    field_code: string
    field_type: string
    options: { id: number; label: string }[] | null
  }[]
}
type Cells = { cells: { view: string | number | null; count: number; value: number }[]; records: number }

describe("a file of 600 deals", () => {
  const { csv, rows } = someDeals(600)
  let job: ImportAnswer
  let setup: Setup

  beforeAll(async () => {
    job = await importFile(workspace, csv)
    setup = await workspace.get<Setup>("/api/v2/setup")
  }, 240_000)

  test("becomes 600 deals with their owners, accounts, stages, fields and past", async () => {
    expect(job).toMatchObject({ status: "done", rows: 600, error: null, progress: null })
    expect(job.counts).toEqual({
      deals: { added: 600 },
      organizations: { added: 23, linked: 0 },
      persons: { added: 0, linked: 0 },
      notes: { added: 0 },
      skipped: 0,
    })
    const deals = await all<Deal>(workspace, "/api/v2/deals")
    expect(deals).toHaveLength(600)
    expect(new Set(deals.map(({ id }) => id)).size).toBe(600)
    const code = setup.fields.find(({ field_name }) => field_name === "opportunity_id")?.field_code ?? ""
    const product = setup.fields.find(({ field_name }) => field_name === "product")
    const organizations = await all<{ id: number; name: string }>(workspace, "/api/v2/organizations")
    const nameOf = new Map(organizations.map(({ id, name }) => [id, name]))
    const byCode = new Map(deals.map((deal) => [deal.custom_fields[code], deal]))
    for (const [index, row] of rows.entries()) {
      const deal = byCode.get(row.code)
      expect(deal).toMatchObject({
        title: row.account === "" ? `Deal ${index + 2}` : `${row.account} deal`,
        value: Number(row.value),
        status: row.stage === "Won" ? "won" : row.stage === "Lost" ? "lost" : "open",
        origin: "Import",
        local_won_date: row.stage === "Won" ? row.closed : null,
      })
      expect(deal?.add_time.slice(0, 10)).toBe(row.engaged)
      expect(nameOf.get(deal?.org_id ?? 0) ?? "").toBe(row.account)
      expect(setup.users.find(({ id }) => id === deal?.owner_id)?.name).toBe(row.agent)
      const option = product?.options?.find(({ id }) => id === deal?.custom_fields[product.field_code])
      expect(option?.label).toBe(row.product)
      if (row.stage === "Engaging" || row.stage === "Prospecting")
        expect(setup.stages.find(({ id }) => id === deal?.stage_id)?.name).toBe(row.stage)
    }
  })

  test("the agents are people without an e-mail address, until they are invited", () => {
    const agents = setup.users.filter(({ name }) => name.startsWith("Agent"))
    expect(agents).toHaveLength(7)
    expect(new Set(agents.map(({ status }) => status))).toEqual(new Set(["pending"]))
  })

  test("a report over them adds up", async () => {
    const won = rows.filter(({ stage }) => stage === "Won")
    const report = await eventually(async () => {
      const found = await workspace.post<Cells>("/api/v2/reports/run", {
        of: "deal",
        measure: { by: "sum", field: "value" },
        view_by: { field: "won_time", interval: "month" },
        filters: [{ field: "status", operator: "=", value: "won" }],
      })
      expect(found.records).toBeGreaterThanOrEqual(600)
      return found
    })
    for (const month of ["2025-10", "2025-11", "2025-12"]) {
      const own = won.filter(({ closed }) => closed.startsWith(month))
      const cell = report.cells.find(({ view }) => view === month)
      expect(cell).toMatchObject({ count: own.length, value: own.reduce((sum, { value }) => sum + Number(value), 0) })
    }
  })

  test("once imported, it is listed, and cannot be mapped or started again", async () => {
    const { body } = await workspace.call<ImportAnswer[]>("GET", "/api/v2/imports")
    expect(body.data.find(({ id }) => id === job.id)).toMatchObject({ file_name: "deals.csv", can: ["revert"] })
    expect((await workspace.call("POST", `${at(job.id)}/start`)).status).toBe(409)
    expect((await workspace.call("PUT", `${at(job.id)}/mapping`, job.mapping)).status).toBe(409)
    expect((await workspace.call("GET", `${at(job.id)}/skipped`)).status).toBe(409)
  })

  test("the same file again finds its accounts, people, stages and fields", async () => {
    const other = await map(workspace, await read(workspace, csv))
    expect(other.check?.counts.organizations).toEqual({ added: 0, linked: 23 })
    expect(other.check?.additions).toEqual({
      pipelines: [],
      stages: [],
      fields: [],
      users: [],
      labels: [],
      options: [],
    })
    expect((await workspace.post<ImportAnswer>(`${at(other.id)}/cancel`, {})).status).toBe("canceled")
  })
})

describe("rows with faults", () => {
  const CSV = [
    "Title,Amount,Close date,Organization,Email",
    "Fine,10,2025-01-02,Acme,a@x.example",
    '=HYPERLINK("http://evil.example"),ten,2025-01-02,Acme,',
    "-5,7,31/31/2025,,",
    "Late,8,soon,Acme,nobody",
    'Long,9,2025-01-02,Acme,,"one too many"',
    "Short,11",
  ].join("\n")

  test("are told before, skipped, and given back with their reasons", async () => {
    const own = await newWorkspace()
    const columns = ["title", "value", "closed_on", "organization", "person_email"]
    const mapping = { columns: columns.map((to, column) => ({ column, to })) } as never
    const ready = await map(own, await read(own, CSV), mapping)
    expect(ready.check?.counts).toMatchObject({ deals: { added: 3 }, skipped: 3 })
    expect(ready.check?.problems.reasons).toEqual([
      { reason: "date", count: 2, skips: true },
      { reason: "ragged", count: 2, skips: false },
      { reason: "number", count: 1, skips: true },
      { reason: "email", count: 1, skips: true },
    ])
    expect(ready.check?.problems.first[0]).toMatchObject({ row: 3, header: "Amount", value: "ten", reason: "number" })
    await own.post(`${at(ready.id)}/start`, {})
    const done = await until(own, ready.id, "done")
    expect(done.counts).toMatchObject({ deals: { added: 3 }, skipped: 3 })
    const { url } = await own.get<{ url: string }>(`${at(done.id)}/skipped`)
    const file = await fetch(url)
    expect(file.headers.get("content-disposition")).toContain("deals%20(skipped).csv")
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).split("\r\n")
    expect(lines).toEqual([
      "Title,Amount,Close date,Organization,Email,Why it was skipped",
      `"'=HYPERLINK(""http://evil.example"")",ten,2025-01-02,Acme,,Amount is not a number`,
      "-5,7,31/31/2025,,,Close date is not a date",
      "Late,8,soon,Acme,nobody,Email is not an e-mail address; Close date is not a date",
      "",
    ])
  }, 120_000)

  test("a date that may be read two ways waits for a choice", async () => {
    const job = await read(workspace, "Title,Created\nA,1/2/2025\nB,3/4/2025\n")
    expect(job.columns?.[1]).toMatchObject({ looks_like: "date", dates: "ambiguous" })
    const undecided = await map(workspace, job)
    expect(undecided.check?.problems.reasons).toEqual([{ reason: "ambiguous_date", count: 2, skips: true }])
    const columns =
      job.mapping?.columns.map((column) =>
        column.to === "add_time" ? { ...column, dates: "dmy" as const } : column,
      ) ?? []
    const decided = await map(workspace, undecided, { columns })
    expect(decided.check?.problems.reasons).toEqual([])
    await workspace.post(`${at(job.id)}/start`, {})
    await until(workspace, job.id, "done")
    const deals = await all<Deal>(workspace, "/api/v2/deals?sort_by=id&sort_direction=desc")
    expect(deals.find(({ title }) => title === "A")?.add_time).toMatch(/^2025-02-01/)
  }, 120_000)
})

describe("people and organizations", () => {
  const CSV = [
    "Deal - Title,Deal - Organization,Deal - Contact person,Person - Email - Work,Person - Phone - Work,Note",
    'One,Acme,Ann Lee,"ann@acme.example, lee@acme.example","\'+1 555 0100",first',
    "Two,ACME ,Ann Lee,lee@acme.example,,",
    "Three,Zeta,Bob,,,second",
    "Four,Acme,Ann Lee,other@acme.example,,",
  ].join("\n")

  test("are made once, linked, and found again by name and e-mail address", async () => {
    const own = await newWorkspace()
    const zeta = await own.post("/api/v2/organizations", { name: "zeta" })
    await own.post("/api/v2/persons", {
      name: "Somebody",
      emails: [{ value: "other@acme.example", label: "work", primary: true }],
    })
    await eventually(async () => {
      const { body } = await own.call<{ items: unknown[] }>("GET", "/api/v2/persons/search?term=other@acme.example")
      expect(body.data.items).toHaveLength(1)
    })
    const done = await importFile(own, CSV)
    expect(done.counts).toEqual({
      deals: { added: 4 },
      organizations: { added: 1, linked: 1 },
      persons: { added: 2, linked: 1 },
      notes: { added: 2 },
      skipped: 0,
    })
    const deals = await all<Deal>(own, "/api/v2/deals")
    const by = (title: string) => deals.find((deal) => deal.title === title)
    expect(by("One")?.org_id).toBe(by("Two")?.org_id)
    expect(by("One")?.person_id).toBe(by("Two")?.person_id)
    expect(by("Three")?.org_id).toBe(zeta.id)
    const ann = await own.get<{ emails: { value: string }[]; phones: { value: string }[]; org_id: number }>(
      `/api/v2/persons/${by("One")?.person_id}`,
    )
    expect(ann.emails.map(({ value }) => value)).toEqual(["ann@acme.example", "lee@acme.example"])
    expect(ann.phones.map(({ value }) => value)).toEqual(["+1 555 0100"])
    expect(ann.org_id).toBe(by("One")?.org_id)
    const person = await own.get<{ name: string }>(`/api/v2/persons/${by("Four")?.person_id}`)
    expect(person.name).toBe("Somebody")
    const ofAcme = await all<Deal>(own, `/api/v2/deals?org_id=${by("One")?.org_id}`)
    expect(ofAcme.map(({ title }) => title).sort()).toEqual(["Four", "One", "Two"])
  }, 120_000)

  test("a revert takes back what the import made, but not contacts on which something else hangs", async () => {
    const own = await newWorkspace()
    await own.post("/api/v2/deals", { title: "There before" })
    const done = await importFile(own, CSV)
    const imported = (await all<Deal>(own, "/api/v2/deals")).filter(({ origin }) => origin === "Import")
    const acme = imported.find(({ title }) => title === "One")?.org_id
    await own.patch(`/api/v2/deals/${imported[1]?.id}`, { title: "Changed since" })
    await own.post("/api/v2/deals", { title: "Made since", org_id: acme })
    expect((await own.call("POST", `${at(done.id)}/revert`, {})).status).toBe(202)
    const reverted = await until(own, done.id, "reverted")
    expect(reverted.reverted).toEqual({
      removed: { deals: 4, notes: 2, persons: 3, organizations: 1 },
      kept: { deals: 0, notes: 0, persons: 0, organizations: 1 },
    })
    const left = await all<Deal>(own, "/api/v2/deals")
    expect(left.map(({ title }) => title).sort()).toEqual(["Made since", "There before"])
    await eventually(async () => {
      const trash = await all<Deal>(own, "/api/v2/deals?status=deleted")
      expect(trash.map(({ title }) => title).sort()).toEqual(["Changed since", "Four", "One", "Three"])
    })
    const organizations = await all<{ id: number }>(own, "/api/v2/organizations")
    expect(organizations.map(({ id }) => id)).toEqual([acme])
    expect((await own.call("POST", `${at(done.id)}/revert`, {})).status).toBe(409)
  }, 120_000)

  test("a file of contacts makes no deals", async () => {
    const own = await newWorkspace()
    const done = await importFile(own, "First Name,Last Name,Email,Company Name\nAnn,Lee,ann@x.example,Acme\n,,,Zeta\n")
    expect(done.counts).toMatchObject({ deals: { added: 0 }, persons: { added: 1 }, organizations: { added: 2 } })
    const [ann] = await all<{ name: string; org_id: number | null }>(own, "/api/v2/persons")
    expect(ann).toMatchObject({ name: "Ann Lee", org_id: expect.any(Number) })
  }, 120_000)
})

describe("what is refused", () => {
  test("a file of another size than was said, or of more than 50 MB", async () => {
    const { upload } = await workspace.post<{ upload: { url: string; headers: Record<string, string> } }>(
      "/api/v2/imports",
      {
        file_name: "x.csv",
        size: 10,
      },
    )
    const put = await fetch(upload.url, { method: "PUT", headers: upload.headers, body: "twelve bytes" })
    expect(put.status).toBe(403)
    const large = await workspace.call("POST", "/api/v2/imports", { file_name: "x.csv", size: 50 * 1024 * 1024 + 1 })
    expect(large).toMatchObject({ status: 400, body: { fields: { size: "must be at most 50 MB" } } })
  })

  test.each([
    ["no rows", "Title,Value\n", /no rows/],
    ["a quote without an end", 'Title\nA\n"B\n', /row 3 is never closed/],
    ["too many rows", `Title\n${"x\n".repeat(50_001)}`, /more than 50,000 rows/],
  ])("a file with %s fails with the reason", async (_, content, reason) => {
    const job = await read(workspace, content)
    expect(job.status).toBe("failed")
    expect(job.error).toMatch(reason)
    expect(job.can).toEqual(["read"])
  })

  test("reading what was never uploaded", async () => {
    const { id } = await workspace.post<{ id: string }>("/api/v2/imports", { file_name: "x.csv", size: 10 })
    await workspace.post(`${at(id)}/read`, {})
    expect((await until(workspace, id, "failed")).error).toMatch(/not been uploaded/)
  })

  test("a mapping that does not fit, with the place of the fault", async () => {
    const job = await read(workspace, "Title,Value\nA,1\n")
    const answer = await workspace.call("PUT", `${at(job.id)}/mapping`, {
      ...job.mapping,
      columns: [{ column: 7, to: "title" }],
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { fields: { "columns.0.column": "is not a column of this file" } },
    })
    const unknown = await workspace.call("PUT", `${at(job.id)}/mapping`, {
      ...job.mapping,
      columns: [{ column: 0, to: "x" }],
    })
    expect(unknown.status).toBe(400)
  })

  test("somebody else's import, and additions that a role may not make", async () => {
    const own = await newWorkspace()
    const rep = await own.colleague("Rep")
    const other = await own.colleague("Other")
    const job = await read(rep, "Title,Stage\nA,Qualified\nB,Haggling\n")
    expect((await other.call("GET", at(job.id))).status).toBe(404)
    expect((await own.call("GET", at(job.id))).status).toBe(200)
    expect((await other.call<unknown[]>("GET", "/api/v2/imports")).body.data).toEqual([])
    const ready = await map(rep, job, { stages: { Haggling: { new_stage: "Haggling" } } })
    expect(ready.check?.problems.reasons).toEqual([{ reason: "stage", count: 1, skips: true }])
    expect(ready.check?.counts.deals.added).toBe(1)
  }, 120_000)

  test("an import stopped on its way can be taken back", async () => {
    const own = await newWorkspace()
    const job = await map(own, await read(own, someDeals(1500).csv))
    await own.post(`${at(job.id)}/start`, {})
    await until(own, job.id, "importing")
    await eventually(async () => expect((await own.get<ImportAnswer>(at(job.id))).progress?.phase).toBe("deals"))
    expect(await own.post<ImportAnswer>(`${at(job.id)}/cancel`, {})).toMatchObject({ status: "canceling", can: [] })
    expect(await until(own, job.id, "canceled")).toMatchObject({ can: ["revert"] })
    await own.post(`${at(job.id)}/revert`, {})
    await until(own, job.id, "reverted")
    expect(await all<Deal>(own, "/api/v2/deals")).toEqual([])
  }, 240_000)
})
