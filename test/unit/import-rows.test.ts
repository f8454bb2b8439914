import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { wanted } from "../../functions/imports/additions.ts"
import { directory } from "../../functions/imports/contacts.ts"
import { reader, skips } from "../../functions/imports/draft.ts"
import { lookup } from "../../functions/imports/lookup.ts"
import { dealOf } from "../../functions/imports/made.ts"
import { noteHtml } from "../../functions/imports/note-html.ts"
import { NOTHING_MORE } from "../../functions/imports/planning.ts"
import { type MappedColumn, Mapping } from "../../shared/mapping.ts"
import { offsetIn } from "../../shared/time.ts"
import { field, workspace } from "../support/import-fixtures.ts"

vi.hoisted(() => {
  process.env["TABLE_NAME"] = "none"
})

const EVERYTHING = { pipelines: true, stages: true, fields: true, users: true, labels: true, options: true }

type Options = { may?: typeof EVERYTHING; mapping?: object; zone?: string; fields?: ReturnType<typeof field>[] }

/** Reads rows whose cells are named by their targets: `{ title: "A" }` goes to a column mapped to the title. */
function reading(columns: (MappedColumn | { to: string; [option: string]: unknown })[], options: Options = {}) {
  const setup = workspace({ fields: options.fields ?? [] })
  const mapping = Mapping.parse({
    columns: columns.map((column, at) => ({ ...column, column: at })),
    currency: "USD",
    pipeline: { pipeline_id: 1 },
    ...options.mapping,
  })
  const wants = wanted(options.may ?? EVERYTHING)
  const read = reader(
    columns.map(({ to }) => to),
    mapping,
    lookup(mapping, setup, 1, wants),
    offsetIn(options.zone ?? "UTC"),
  )
  return { wants, read: (...cells: string[]) => read({ row: 2, cells }) }
}

const reasons = (draft: ReturnType<ReturnType<typeof reading>["read"]>) =>
  draft.problems.map(({ reason, header }) => `${header}: ${reason}`)

describe("deals in rows", () => {
  test("a deal without a title is called after its organization, its person or its row", () => {
    const { read } = reading([{ to: "title" }, { to: "organization" }, { to: "person" }])
    expect(read("Pumps", "Acme", "Ann").deal?.title).toBe("Pumps")
    expect(read("", "Acme", "Ann").deal?.title).toBe("Acme deal")
    expect(read("", "", "Ann").deal?.title).toBe("Ann deal")
    expect(read("", "", "").deal?.title).toBe("Deal 2")
  })

  test("a stage may mean the end of a deal, and the status column has the last word", () => {
    const mapping = { stages: { Won: { status: "won" }, Demo: { stage_id: 3 }, New: { new_stage: "New" } } }
    const { read, wants } = reading([{ to: "stage" }, { to: "status" }], { mapping })
    expect(read("Won", "").deal).toMatchObject({ status: "won", stageId: 5 })
    expect(read("Demo", "lost").deal).toMatchObject({ status: "lost", stageId: 3 })
    expect(read("Won", "open").deal).toMatchObject({ status: "open" })
    expect(read("", "").deal).toMatchObject({ status: "open", stageId: 1 })
    expect(read("New", "").deal).toMatchObject({ stageId: 0 })
    expect(wants.all().stages).toEqual([{ pipeline_id: 1, pipeline: "Sales Pipeline", name: "New" }])
    expect(reasons(read("Elsewhere", "maybe"))).toEqual(["status: status", "stage: stage"])
  })

  test("times of the end decide where nothing else does", () => {
    const { read } = reading([{ to: "won_time" }, { to: "lost_time" }, { to: "closed_on" }])
    expect(read("2024-01-02", "", "").deal).toMatchObject({ status: "won", closed: { day: "2024-01-02" } })
    expect(read("", "2024-01-03", "").deal).toMatchObject({ status: "lost", closed: { day: "2024-01-03" } })
    expect(read("", "", "2024-01-04").deal).toMatchObject({ status: "open", expectedCloseOn: "2024-01-04" })
  })

  test("what cannot be read is told, and the row is skipped", () => {
    const { read } = reading(
      [
        { to: "value" },
        { to: "add_time" },
        { to: "currency" },
        { to: "probability" },
        { to: "owner" },
        { to: "title" },
      ],
      { mapping: { other_owners: "skip" } },
    )
    const draft = read("a lot", "1/2/2024", "Dollars!", "120", "Nobody", "x".repeat(256))
    expect(reasons(draft).sort()).toEqual([
      "add_time: ambiguous_date",
      "currency: currency",
      "owner: owner",
      "probability: number",
      "title: too_long",
      "value: number",
    ])
    expect(skips(draft)).toBe(true)
    expect(skips(read("5", "2024-01-01", "eur", "50", "", "Fine"))).toBe(false)
  })

  test("amounts are minor units of the row's currency", () => {
    const { read } = reading([{ to: "value", decimals: "comma" }, { to: "currency" }])
    expect(read("1.234,56 €", "eur").deal?.value).toEqual({ amount: 123456, currency: "EUR" })
    expect(read("1.234", "JPY").deal?.value).toEqual({ amount: 1234, currency: "JPY" })
    expect(read("", "").deal?.value).toEqual({ amount: 0, currency: "USD" })
  })

  test("rows of another length are imported all the same, and told", () => {
    const { read } = reading([{ to: "title" }, { to: "note" }])
    expect(reasons(read("A"))).toEqual(["null: ragged"])
    expect(reasons(read("A", "b", "c"))).toEqual(["null: ragged"])
    expect(reasons(read("A", "b", "", " "))).toEqual([])
    expect(skips(read("A", "b", "c"))).toBe(false)
  })

  test("labels, options and text fields keep their values; what a spreadsheet made safe is itself again", () => {
    const fields = [field(2, "Colour", "enum", ["Red"]), field(3, "Tags", "set", ["A", "B"])]
    const columns = [
      { to: "label" },
      { to: "custom", field_code: "key-of-Colour" },
      { to: "custom", field_code: "key-of-Tags" },
      { to: "new_field", field_name: "Code", field_type: "varchar" },
    ]
    const { read, wants } = reading(columns, { fields })
    expect(read("hot, Warm", "RED", "b; a", "'=1+1").deal).toMatchObject({
      labelIds: [1, 2],
      custom: { "key-of-Colour": 1, "key-of-Tags": [2, 1], "": "=1+1" },
    })
    read("New label", "Green", "", "")
    expect(wants.all()).toMatchObject({
      labels: ["New label"],
      options: [{ field_code: "key-of-Colour", label: "Green" }],
      fields: [{ name: "Code", type: "varchar" }],
    })
    const strict = reading(columns, { fields, may: NOTHING_MORE })
    expect(reasons(strict.read("New label", "Green", "", "")).sort()).toEqual(["custom: option", "label: label"])
  })

  test("a field has at most 500 options", () => {
    const { read } = reading([{ to: "new_field", field_name: "Code", field_type: "enum" }])
    const drafts = Array.from({ length: 501 }, (_, at) => read(`option ${at}`))
    expect(drafts.filter(skips)).toHaveLength(1)
    expect(skips(read("option 7"))).toBe(false)
  })

  test("owners that are new are wanted once", () => {
    const mapping = { owners: { Zoe: { new_user: { name: "Zoe", email: "ZOE@x.example" } } }, other_owners: "new_user" }
    const { read, wants } = reading([{ to: "owner" }], { mapping })
    for (const owner of ["Zoe", "Nemo", "nemo", "Fran Founder", ""]) read(owner)
    expect(wants.all().users).toEqual([
      { name: "Zoe", email: "zoe@x.example" },
      { name: "Nemo", email: null },
    ])
  })
})

describe("the record of a deal", () => {
  const job = {
    id: "01890a5d-ac96-774b-bcce-b302099a8057",
    version: 3,
    status: "importing",
    fileName: "x.csv",
    size: 1,
    startedBy: 1,
    addedAt: "2026-06-01T00:00:00Z",
    changedAt: "2026-06-01T00:00:00Z",
    importedAt: "2026-06-01T10:00:00Z",
    runs: 1,
    next: 0,
  } as const

  function made(zone: string, ...cells: string[]) {
    const { read } = reading([{ to: "status" }, { to: "add_time" }, { to: "closed_on" }, { to: "lost_reason" }], {
      zone,
    })
    const draft = read(...cells)
    if (draft.deal === undefined) throw new Error("no deal")
    const setup = workspace()
    return dealOf(job, 7, draft, draft.deal, {}, { ...setup, workspace: { ...setup.workspace, zone } })
  }

  test("it has the past that the file tells", () => {
    expect(made("UTC", "Won", "2016-10-20", "2017-03-01", "ignored")).toMatchObject({
      status: "won",
      addedAt: "2016-10-20T12:00:00Z",
      wonAt: "2017-03-01T12:00:00Z",
      wonOn: "2017-03-01",
      closedAt: "2017-03-01T12:00:00Z",
      visits: [{ stageId: 5, at: "2016-10-20T12:00:00Z" }],
      origin: "Import",
      importId: job.id,
      changedAt: job.importedAt,
    })
    expect(made("UTC", "Lost", "", "2017-03-01", "Price")).toMatchObject({
      lostOn: "2017-03-01",
      lostReason: "Price",
      addedAt: "2017-03-01T12:00:00Z",
    })
    expect(made("UTC", "Won", "", "", "")).toMatchObject({ wonAt: job.importedAt, addedAt: job.importedAt })
  })

  test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])("a day stays that day in %s", (zone) => {
    expect(made(zone, "Won", "2016-10-20", "2017-12-31", "")).toMatchObject({ wonOn: "2017-12-31" })
    expect(made(zone, "Won", "2016-10-20", "2017-12-31 23:59:59", "")).toMatchObject({ wonOn: "2017-12-31" })
  })
})

describe("contacts in rows", () => {
  const COLUMNS = [{ to: "person" }, { to: "person_email" }, { to: "organization" }, { to: "person_phone" }]

  function people(...rows: string[][]) {
    const { read } = reading(COLUMNS)
    const contacts = directory()
    const drafts = rows.map((cells) => read(...cells, ...Array(4 - cells.length).fill("")))
    for (const draft of drafts) contacts.see(draft)
    const again = directory(contacts.all())
    const found = drafts.map((draft) => again.personOf(draft))
    return { contacts, found: found.map((person) => person && again.persons.indexOf(person)) }
  }

  test("persons are told apart by e-mail address, else by name and organization", () => {
    const { contacts, found } = people(
      ["Ann", "ann@x.example"],
      ["Ann", "other@x.example"],
      ["Ann Lee", "ANN@x.example"],
      ["Bob", "", "Acme"],
      ["Bob", "", "Zeta"],
      ["bob ", "", "ACME"],
    )
    expect(found).toEqual([0, 1, 0, 2, 3, 2])
    expect([...contacts.organizations.values()].map(({ name }) => name)).toEqual(["Acme", "Zeta"])
  })

  test("someone first named without an address gets it from a later row", () => {
    const { contacts, found } = people(["Bob", "", "Acme"], ["Bob", "bob@x.example", "Acme"], ["Bob", "", "Acme"])
    expect(found).toEqual([0, 0, 0])
    expect(contacts.persons[0]?.emails.map(({ value }) => value)).toEqual(["bob@x.example"])
  })

  test("a cell may hold several addresses and numbers; one that is no address is told", () => {
    const { read } = reading(COLUMNS)
    const draft = read("Ann", "a@x.example, B@x.example ::: c@x.example", "", "'+1 555 010; 0555 010001")
    expect(draft.person?.emails).toEqual([
      { value: "a@x.example", label: "work", primary: true },
      { value: "b@x.example", label: "work", primary: false },
      { value: "c@x.example", label: "work", primary: false },
    ])
    expect(draft.person?.phones.map(({ value }) => value)).toEqual(["+1 555 010", "0555 010001"])
    expect(reasons(read("Ann", "not an address"))).toContain("person_email: email")
  })

  test("a file without deals needs a person or an organization in each row", () => {
    const { read } = reading(COLUMNS, { mapping: { makes_deals: false } })
    expect(read("Ann", "", "", "").deal).toBeUndefined()
    expect(reasons(read("", "", "", "5550100"))).toEqual(["null: required"])
  })
})

describe("notes", () => {
  test("text keeps its lines", () => {
    expect(noteHtml("two\nlines & <3")).toBe("two<br>lines &#38; &#60;3")
  })

  test.each([
    ["<b>bold</b><script>x()</script>", "<b>bold</b>"],
    ['<p style="color:red" onclick="x()">Hi&nbsp;you</p>', "<p>Hi&nbsp;you</p>"],
    ['<a href="https://x.example/?a=1&b=2" onclick="x()">x</a>', '<a href="https://x.example/?a=1&#38;b=2">x</a>'],
    ['<a href="javascript:x()">x</a>', "<a>x</a>"],
    ["<img src=x onerror=x()>5 < 6 <br/> 7", "5 &#60; 6 <br> 7"],
    ["<p><<script>script>x</p>", "<p>&#60;script&#62;x</p>"],
  ])("HTML is put together anew: %s", (html, note) => expect(noteHtml(html)).toBe(note))

  test("nothing that runs comes through, whatever a cell holds", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      "script",
      "img",
      " onerror=",
      '"',
      "'",
      "a",
      " href=",
      "javascript:",
      "&",
      "x",
      "b",
      "<!--",
      "=",
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = noteHtml(`<b>${pieces.join("")}</b>`)
        const tags = html.match(/<[^>]*>?/g) ?? []
        for (const tag of tags) expect(tag).toMatch(/^<\/?(b|a|a href="(https?:\/\/|mailto:)[^"<>\s]*")>$/)
      }),
      { numRuns: 2000 },
    )
  })
})
