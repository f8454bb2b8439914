/** Which columns are shown, in what order and how wide: each person's own, kept on this device. */
import { createMemo, createSignal } from "solid-js"
import { type Column, FIRST_SHOWN, FIXED } from "./columns.ts"

type Kept = { keys: readonly string[]; widths: Readonly<Record<string, number>> }

export const NARROWEST = 72
export const WIDEST = 640

const placeOf = (userId: number) => `halyard.list.${userId}`

function recalled(userId: number): Kept {
  try {
    const known = JSON.parse(localStorage.getItem(placeOf(userId)) ?? "null")
    if (!Array.isArray(known?.keys) || typeof known.widths !== "object") throw new Error("nothing is kept")
    return { keys: known.keys.map(String), widths: known.widths }
  } catch {
    return { keys: FIRST_SHOWN, widths: {} }
  }
}

/** `all` are the columns there are; the first one always stands first. */
export function createLayout(userId: number, all: () => readonly Column[]) {
  const [kept, setKept] = createSignal(recalled(userId))
  const keep = (part: Partial<Kept>) => {
    const now = setKept((before) => ({ ...before, ...part }))
    localStorage.setItem(placeOf(userId), JSON.stringify(now))
  }
  const shown = createMemo(() => {
    const known = new Map(all().map((column) => [column.key, column]))
    return [FIXED, ...kept().keys.filter((key) => key !== FIXED)].flatMap((key) => known.get(key) ?? [])
  })
  const keys = () => shown().map((column) => column.key)
  const move = (key: string, to: number) => {
    const others = keys().filter((one) => one !== key)
    if (key !== FIXED) keep({ keys: others.toSpliced(Math.max(1, Math.min(to, others.length)), 0, key) })
  }
  return {
    shown,
    widthOf: (column: Column) => Number(kept().widths[column.key] ?? column.width),
    resize: (key: string, width: number) =>
      keep({ widths: { ...kept().widths, [key]: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) } }),
    move,
    /** One place to the left or right. */
    shift: (key: string, by: number) => move(key, keys().indexOf(key) + by),
    toggle: (key: string) => {
      if (key === FIXED) return
      keep({ keys: keys().includes(key) ? keys().filter((one) => one !== key) : [...keys(), key] })
    },
    reset: () => keep({ keys: FIRST_SHOWN, widths: {} }),
  }
}

export type Layout = ReturnType<typeof createLayout>
