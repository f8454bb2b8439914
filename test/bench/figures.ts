/** What the bench answers. */
import * as z from "zod"

export const Figure = z.object({
  name: z.string(),
  /** Missing when it could not be measured. */
  value: z.number().nullable(),
  unit: z.string(),
  /** To the raw engine measured in the same run. */
  ratio: z.number().nullable(),
  /** Request units. */
  reads: z.number().nullable(),
  writes: z.number().nullable(),
  target: z.string().nullable(),
  ok: z.boolean().nullable(),
})
export type Figure = z.infer<typeof Figure>

const EMPTY = { ratio: null, reads: null, writes: null, target: null, ok: null } as const

export function figure(name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure {
  return { name, value: rounded(value), unit, ...EMPTY, ...more }
}

export function unmeasured(name: string): Figure {
  return { name, value: null, unit: "", ...EMPTY, ok: false }
}

export function most(limit: number, value: number, unit: string): Pick<Figure, "target" | "ok"> {
  return { target: `≤ ${limit} ${unit}`, ok: value <= limit }
}

/** Three digits that count. */
export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const text = (value: number | null, after = "") => (value === null ? "" : `${value}${after}`)
  const rows = figures.map(({ name, value, unit, ratio, reads, writes, target, ok }) => [
    name,
    value === null ? "failed" : `${value} ${unit}`,
    text(ratio, "×"),
    text(reads),
    text(writes),
    target ?? "",
    ok === null ? "" : ok ? "yes" : "NO",
  ])
  const all = [["figure", "value", "to raw", "reads", "writes", "target", "met"], ...rows]
  const widths = all.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), [])
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i === 0 || i > 4 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd()
  return all.map(line).join("\n")
}
