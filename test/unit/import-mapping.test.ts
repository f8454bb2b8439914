import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import { describe, expect, test, vi } from "vitest"
import { headerKey, meaningOf, statusOf } from "../../functions/imports/headers.ts"
import { suggest } from "../../functions/imports/suggest.ts"
import { validate } from "../../functions/imports/validate.ts"
import type { Column } from "../../shared/import.ts"
import { Mapping } from "../../shared/mapping.ts"
import type { Permission } from "../../shared/permission.ts"
import type { Problem } from "../../shared/problem.ts"
import { columnsOf, field, someone, workspace } from "../support/import-fixtures.ts"

vi.hoisted(() => {
  process.env["TABLE_NAME"] = "none"
})

const ALL = { fields: true, pipelines: true, users: true }
const NONE = { fields: false, pipelines: false, users: false }

/** Header -> target, as suggested. */
function targets(columns: readonly Column[], mapping: Mapping): Record<string, string> {
  return Object.fromEntries(mapping.columns.map(({ column, to }) => [columns[column]?.header ?? "", to]))
}

describe("headers", () => {
  test.each([
    ["Deal - Title", "title"],
    ["Deal - Deal created", "add_time"],
    ["Deal - Currency of Value", "currency"],
    ["Deal - Contact person", "person"],
    ["Deal - Stage (pipeline)", "stage"],
    ["Deal - Deal closed on", "closed_on"],
    ["Deal - ID", "ignore"],
    ["Deal - Weighted value", "ignore"],
    ["Person - Name*", "person"],
    ["Person - Email (Work)", "person_email"],
    ["Person - Phone - Mobile", "person_phone"],
    ["Organization - Name*", "organization"],
    ["Organization - Address - Full/combined address of Address", "organization_address"],
    ["Note - Content*", "note"],
    ["Associated Company", "organization"],
    ["Deal Name", "title"],
    ["Contact owner", "owner"],
    ["E-mail 1 - Value", "person_email"],
    ["Family Name", "person_last_name"],
    ["close_value", "value"],
    ["engage_date", "add_time"],
    ["dealStage", "stage"],
    ["EXPECTED CLOSE DATE*", "expected_close_date"],
    ["Lost Reason", "lost_reason"],
  ])("%j means %s", (header, target) => expect(meaningOf(header)?.target).toBe(target))

  test("headers that only look alike mean nothing", () => {
    for (const header of ["opportunity_id", "Shoe size", "Deal - Shoe size", "Lead - Title"])
      expect(meaningOf(header)).toBeUndefined()
    expect(headerKey("Notiz / Poznámka")).toBe("notiz poznamka")
  })

  test("words for the end of a deal", () => {
    expect(["Won", "closedwon", "Closed Lost", "verloren", "open", "Demo"].map(statusOf)).toEqual([
      "won",
      "won",
      "lost",
      "lost",
      "open",
      undefined,
    ])
  })
})

describe("suggestions", () => {
  test("what is under a header has to agree with it", () => {
    const columns = columnsOf(
      ["Amount", "Close Date", "Email", "Created"],
      [
        ["many", "soon", "nobody", "2024-05-01"],
        ["few", "later", "none", "2024-05-02"],
      ],
    )
    expect(targets(columns, suggest(columns, workspace(), ALL, "USD"))).toEqual({
      Amount: "new_field",
      "Close Date": "new_field",
      Email: "new_field",
      Created: "add_time",
    })
  })

  test("of two columns for one target the better-named wins, the other is kept as a field", () => {
    const columns = columnsOf(["Close time", "Closed on", "Deal name"], [["2024-01-01", "2024-01-02", "A"]])
    expect(targets(columns, suggest(columns, workspace(), ALL, "USD"))).toEqual({
      "Close time": "new_field",
      "Closed on": "closed_on",
      "Deal name": "title",
    })
  })

  test("a status column of stages is the stage", () => {
    const columns = columnsOf(
      ["Title", "Status"],
      [
        ["A", "Negotiation"],
        ["B", "Won"],
        ["C", "Qualified"],
      ],
    )
    const mapping = suggest(columns, workspace(), ALL, "USD")
    expect(targets(columns, mapping)).toEqual({ Title: "title", Status: "stage" })
    expect(mapping.stages).toEqual({
      Negotiation: { new_stage: "Negotiation" },
      Won: { status: "won" },
      Qualified: { stage_id: 1 },
    })
  })

  test("known people are found by name or e-mail address, in any case", () => {
    const columns = columnsOf(
      ["Title", "Owner"],
      [
        ["A", "ZOE  ÁGÅRD"],
        ["B", "fran@test.example"],
        ["C", "Nemo"],
      ],
    )
    const setup = workspace({ users: [someone(7, "Zoe Agard")] })
    expect(suggest(columns, setup, ALL, "USD").owners).toEqual({
      "ZOE  ÁGÅRD": { user_id: 7 },
      "fran@test.example": { user_id: 1 },
      Nemo: { new_user: { name: "Nemo" } },
    })
  })

  test("who may not add anything is not led to it", () => {
    const columns = columnsOf(["Title", "Owner", "Stage", "Colour"], [["A", "Nemo", "Haggling", "red"]])
    const mapping = suggest(columns, workspace(), NONE, "USD")
    expect(targets(columns, mapping)).toEqual({ Title: "title", Owner: "owner", Stage: "stage" })
    expect(mapping.stages).toEqual({ Haggling: { stage_id: 1 } })
    expect(mapping.owners).toEqual({ Nemo: { importer: true } })
  })

  test("a field that is there takes the column of its name", () => {
    const columns = columnsOf(["Title", "Deal - Color"], [["A", "red"]])
    const mapping = suggest(columns, workspace({ fields: [field(2, "color", "varchar")] }), ALL, "USD")
    expect(mapping.columns).toContainEqual({ column: 1, to: "custom", field_code: "key-of-color" })
  })

  test("a file of contacts makes no deals", () => {
    const columns = columnsOf(
      ["First Name", "Last Name", "Email", "Phone Number", "Company Name", "Lead Status"],
      [["Ann", "Lee", "ann@x.example", "+1 555 010 0000", "Acme", "new"]],
    )
    const mapping = suggest(columns, workspace(), ALL, "USD")
    expect(mapping.makes_deals).toBe(false)
    expect(targets(columns, mapping)).toEqual({
      "First Name": "person_first_name",
      "Last Name": "person_last_name",
      Email: "person_email",
      "Phone Number": "person_phone",
      "Company Name": "organization",
    })
  })

  test("signs and styles are taken from the cells", () => {
    const columns = columnsOf(
      ["Title", "Amount", "Created", "Close date"],
      [
        ["A", "€ 1.200,50", "13/02/2024", "1/2/2024"],
        ["B", "€ 7", "01/02/2024", "3/4/2024"],
      ],
    )
    const mapping = suggest(columns, workspace(), ALL, "USD")
    expect(mapping.currency).toBe("EUR")
    expect(mapping.columns.slice(1)).toEqual([
      { column: 1, to: "value", decimals: "comma" },
      { column: 2, to: "add_time", dates: "dmy" },
      { column: 3, to: "closed_on" },
    ])
  })
})

describe("mappings that do not fit", () => {
  const columns = columnsOf(["Title", "Value"], [["A", "1"]])
  const admin = {
    workspaceId: "1",
    userId: 1,
    role: "admin",
    sight: "everything",
    rights: "everything",
    via: "app",
    zone: "UTC",
    currency: "USD",
    setupVersion: 1,
  } as const
  const regular = { ...admin, role: "regular", rights: new Set<Permission>() } as const
  const mapping = (changes: object) =>
    Mapping.parse({ columns: [{ column: 0, to: "title" }], currency: "USD", pipeline: { pipeline_id: 1 }, ...changes })
  const faults = (changes: object, actor: typeof admin | typeof regular = admin) => {
    try {
      validate(mapping(changes), columns, workspace({ fields: [field(2, "Size", "double")] }), actor)
      return {}
    } catch (error) {
      return (error as Problem).fields
    }
  }

  test.each<[string, object, string]>([
    ["a column that is not there", { columns: [{ column: 2, to: "title" }] }, "columns.0.column"],
    [
      "a column twice",
      {
        columns: [
          { column: 0, to: "title" },
          { column: 0, to: "note" },
        ],
      },
      "columns.1.column",
    ],
    [
      "a target twice",
      {
        columns: [
          { column: 0, to: "title" },
          { column: 1, to: "title" },
        ],
      },
      "columns.1.to",
    ],
    ["nothing", { columns: [] }, "columns"],
    ["contacts without a name", { makes_deals: false }, "columns"],
    ["a field that is not there", { columns: [{ column: 0, to: "custom", field_code: "x" }] }, "columns.0.field_code"],
    [
      "a new field called as one of another type",
      { columns: [{ column: 0, to: "new_field", field_name: "size", field_type: "varchar" }] },
      "columns.0.field_name",
    ],
    ["a pipeline that is not there", { pipeline: { pipeline_id: 9 } }, "pipeline"],
    ["a stage that is not there", { stages: { Demo: { stage_id: 99 } } }, "stages.Demo"],
    ["a user who is not there", { owners: { Nemo: { user_id: 99 } } }, "owners.Nemo"],
  ])("%s", (_, changes, where) => expect(Object.keys(faults(changes))).toContain(where))

  test("only admins may add fields and pipelines", () => {
    const changes = {
      columns: [{ column: 0, to: "new_field", field_name: "Colour", field_type: "varchar" }],
      pipeline: { new_pipeline: "Second" },
    }
    expect(faults(changes)).toEqual({})
    expect(Object.keys(faults(changes, regular))).toEqual(["columns.0.to", "pipeline.new_pipeline"])
  })
})

const MAVEN = join(import.meta.dirname, "../../../shared/data/maven-crm/sales_pipeline.csv")

test.skipIf(!existsSync(MAVEN))(
  "the Maven file is mapped whole (skipped without the file beside the repository)",
  () => {
    const [headers = [], ...rows]: string[][] = parse(readFileSync(MAVEN))
    const columns = columnsOf(headers, rows)
    const mapping = suggest(columns, workspace(), ALL, "USD")
    expect(mapping.columns).toEqual([
      { column: 0, to: "new_field", field_name: "opportunity_id", field_type: "varchar" },
      { column: 1, to: "owner" },
      { column: 2, to: "new_field", field_name: "product", field_type: "enum" },
      { column: 3, to: "organization" },
      { column: 4, to: "stage" },
      { column: 5, to: "add_time", dates: "iso" },
      { column: 6, to: "closed_on", dates: "iso" },
      { column: 7, to: "value", decimals: "point" },
    ])
    expect(mapping.stages).toEqual({
      Won: { status: "won" },
      Lost: { status: "lost" },
      Engaging: { new_stage: "Engaging" },
      Prospecting: { new_stage: "Prospecting" },
    })
    expect(Object.keys(mapping.owners)).toHaveLength(30)
  },
)
