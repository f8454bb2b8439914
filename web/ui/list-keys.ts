type List = {
  open: () => boolean
  setOpen: (open: boolean) => void
  active: () => number
  setActive: (index: number) => void
  rows: () => readonly unknown[]
  pick: (index: number) => void
  /** Escape while it is open. */
  onEscape: () => void
}

const PAGE = 8

/** The keys of a field with a list hanging from it. Answers whether the key was the list's. */
export function listKey(event: KeyboardEvent, list: List): boolean {
  if (event.isComposing) return false
  if (!list.open()) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false
    event.preventDefault()
    list.setOpen(true)
    return true
  }
  const step = STEPS[event.key]
  const count = list.rows().length
  if (step !== undefined) list.setActive(moved(list.active(), step, count))
  else if (event.key === "Enter" && count > 0) list.pick(list.active())
  else if (event.key === "Escape") list.onEscape()
  else return false
  event.preventDefault()
  // what lies under the list, a dialog perhaps, hears nothing of it
  event.stopImmediatePropagation()
  return true
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }

/** One step past the end begins anew; a page stops there. */
function moved(from: number, step: number, count: number): number {
  if (count === 0) return 0
  if (Math.abs(step) === 1) return (from + step + count) % count
  return Math.max(0, Math.min(count - 1, from + step))
}
