import type { Raw } from "../../shared/api/route.ts"

type Part = {
  fileName: string
  /** Lines as `csvLine` makes them. */
  lines: readonly string[]
  /** Where the next part begins; null after the last. */
  next: string | null
  headers?: Record<string, string>
}

/** A part of a file that is too large for one answer: `x-next-cursor` asks for the next. */
export function csvPart({ fileName, lines, next, headers }: Part): Raw {
  return {
    status: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      ...headers,
      ...(next !== null && { "x-next-cursor": next }),
    },
    body: lines.join(""),
  }
}
