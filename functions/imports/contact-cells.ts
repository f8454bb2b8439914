import type { Channel } from "../../shared/person.ts"
import type { Cells } from "./cells.ts"

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/

/** A name of at most 255 characters. HubSpot's `Associated …` columns carry a number behind it: `Marc Lemaire (4421)`. */
export function nameIn(cells: Cells, target: "organization" | "person"): string {
  const [column] = cells.columns(target)
  if (column === undefined) return ""
  const text = cells.cell(column)
  const name = cells.header(column).toLowerCase().startsWith("associated") ? text.replace(/\s*\(\d+\)$/, "") : text
  if (name.length <= 255) return name.replace(/\s+/g, " ")
  cells.refuse(column, "too_long", "has more than 255 characters")
  return ""
}

/** E-mail addresses or phone numbers of all their columns: a cell may hold several, parted by `,` `;` or `:::`. */
export function channelsIn(cells: Cells, target: "person_email" | "person_phone"): Channel[] {
  const found = new Map<string, Channel>()
  for (const column of cells.columns(target)) {
    const label = labelOf(cells.header(column))
    for (const part of cells.cell(column).split(/:::|[,;\n]/)) {
      const value = target === "person_email" ? part.trim().toLowerCase() : part.trim()
      if (value === "") continue
      if (target === "person_email" && !EMAIL.test(value)) cells.refuse(column, "email", "is not an e-mail address")
      else if (value.length > 255) cells.refuse(column, "too_long", "has more than 255 characters")
      else if (!found.has(value)) found.set(value, { value, label, primary: found.size === 0 })
    }
  }
  return [...found.values()]
}

function labelOf(header: string): string {
  return /\b(home|mobile|other)\b/i.exec(header)?.[1]?.toLowerCase() ?? "work"
}
