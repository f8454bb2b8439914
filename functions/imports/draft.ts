/** What a row is to become: a deal, the organization and the person it names, notes. Nothing of it is in the workspace yet. */
import type { RowProblem } from "../../shared/import-check.ts"
import type { Mapping } from "../../shared/mapping.ts"
import type { Channel } from "../../shared/person.ts"
import { type Cells, cellsOf, type Layout, layoutOf } from "./cells.ts"
import { channelsIn, nameIn } from "./contact-cells.ts"
import { type DealDraft, dealIn } from "./deal-cells.ts"
import type { Lookup } from "./lookup.ts"
import { noteHtml } from "./note-html.ts"
import type { Row } from "./records.ts"

export type OrganizationDraft = { name: string; address?: string }
export type PersonDraft = { name: string; emails: Channel[]; phones: Channel[] }

export type Draft = {
  row: number
  problems: RowProblem[]
  ownerId: number
  deal?: DealDraft
  organization?: OrganizationDraft
  person?: PersonDraft
  notes: string[]
}

export type Reader = (row: Row) => Draft

/** How rows are read under a mapping, in a workspace with its clock. */
export function reader(
  headers: readonly string[],
  mapping: Mapping,
  lookup: Lookup,
  offset: (second: number) => number,
): Reader {
  const layout = layoutOf(headers, mapping.columns, offset)
  return (row) => {
    const cells = cellsOf(row, layout)
    noteRagged(row, layout, cells)
    const organization = organizationIn(cells)
    const person = personIn(cells)
    const ownerId = ownerIn(cells, lookup)
    const deal = mapping.makes_deals
      ? dealIn(cells, mapping.currency, lookup, organization?.name ?? person?.name)
      : undefined
    if (deal === undefined && organization === undefined && person === undefined)
      cells.refuse(undefined, "required", "names neither a person nor an organization")
    return {
      row: row.row,
      problems: cells.problems,
      ownerId,
      notes: notesIn(cells),
      ...(deal && { deal }),
      ...(organization && { organization }),
      ...(person && { person }),
    }
  }
}

/** Rows with a problem are not imported, those whose number of cells is odd are. */
export function skips(draft: Draft): boolean {
  return draft.problems.some((problem) => problem.reason !== "ragged")
}

function noteRagged({ cells: all }: Row, { headers }: Layout, cells: Cells): void {
  const over = all.slice(headers.length).some((cell) => cell.trim() !== "")
  if (over || all.length < headers.length)
    cells.refuse(undefined, "ragged", `has ${all.length} cells, the header has ${headers.length}`)
}

function organizationIn(cells: Cells): OrganizationDraft | undefined {
  const name = nameIn(cells, "organization")
  const address = cells
    .columns("organization_address")
    .map((column) => cells.cell(column))
    .filter((part) => part !== "")
    .join(", ")
    .slice(0, 1000)
  return name === "" ? undefined : { name, ...(address !== "" && { address }) }
}

function personIn(cells: Cells): PersonDraft | undefined {
  const emails = channelsIn(cells, "person_email")
  const phones = channelsIn(cells, "person_phone")
  const inParts = `${cells.text("person_first_name")} ${cells.text("person_last_name")}`.trim()
  const name = nameIn(cells, "person") || inParts.slice(0, 255) || emails[0]?.value || ""
  return name === "" ? undefined : { name, emails, phones }
}

function ownerIn(cells: Cells, lookup: Lookup): number {
  const [column] = cells.columns("owner")
  const owner = lookup.owner(cells.text("owner"))
  if (owner === undefined) cells.refuse(column, "owner", "is nobody in this workspace")
  return owner ?? 0
}

const LONGEST_NOTE = 100_000

function notesIn(cells: Cells): string[] {
  return cells.columns("note").flatMap((column) => {
    const text = cells.cell(column)
    const content = text.length > LONGEST_NOTE ? text : noteHtml(text)
    if (content.length <= LONGEST_NOTE) return content === "" ? [] : [content]
    cells.refuse(column, "too_long", "is longer than a note can be")
    return []
  })
}
