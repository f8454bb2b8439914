export type ChartKind = "columns" | "line" | "pie"

/** One colour's values; null where there is nothing to draw. */
export type Series = { name: string; tone: number; values: readonly (number | null)[] }

/** Colours there are for series; `OTHER` is the colour of what is gathered. */
export const TONES = 7
export const OTHER = -1
