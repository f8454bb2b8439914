/** Moving about in a table by keys: which cell is meant, and bringing it into sight. */
import { createSignal } from "solid-js"

export type At = { id: number; key: string }

type Table = {
  ids: () => readonly number[]
  indexOf: (id: number) => number
  /** `choose`, and the columns' keys. */
  keys: () => readonly string[]
  scroll: () => HTMLElement | undefined
  rowHeight: () => number
  onEdit: (at: At) => void
  onChoose: (id: number) => void
  onOpen: (id: number) => void
}

/** Frames in which a row that comes into sight is awaited. */
const FRAMES = 20

export function createGridKeys(table: Table) {
  const [wanted, setWanted] = createSignal<At>()
  /** The cell that Tab reaches: the one last used, as long as it is there. */
  const active = (): At | undefined => {
    const at = wanted()
    const first = table.ids()[0]
    if (at !== undefined && table.indexOf(at.id) >= 0 && table.keys().includes(at.key)) return at
    return first === undefined ? undefined : { id: first, key: table.keys()[1] ?? "title" }
  }
  const focus = (at: At, frames = FRAMES) => {
    setWanted(at)
    const cell = table.scroll()?.querySelector<HTMLElement>(`[data-at="${at.id}:${CSS.escape(at.key)}"]`)
    if (cell != null) {
      cell.focus({ preventScroll: true })
      cell.scrollIntoView({ block: "nearest", inline: "nearest" })
    } else if (frames > 0) requestAnimationFrame(() => focus(at, frames - 1))
  }
  const go = (down: number, across: number) => {
    const at = active()
    if (at === undefined) return
    const [ids, keys] = [table.ids(), table.keys()]
    const row = Math.max(0, Math.min(ids.length - 1, table.indexOf(at.id) + down))
    const column = Math.max(0, Math.min(keys.length - 1, keys.indexOf(at.key) + across))
    const scroll = table.scroll()
    if (scroll !== undefined && Math.abs(down) > 1) scroll.scrollTop += down * table.rowHeight()
    focus({ id: ids[row] ?? at.id, key: keys[column] ?? at.key })
  }
  const page = () => Math.max(1, Math.floor((table.scroll()?.clientHeight ?? 400) / table.rowHeight()) - 2)
  const far = Number.MAX_SAFE_INTEGER
  const moves: Record<string, (control: boolean) => void> = {
    ArrowUp: () => go(-1, 0),
    ArrowDown: () => go(1, 0),
    ArrowLeft: () => go(0, -1),
    ArrowRight: () => go(0, 1),
    PageUp: () => go(-page(), 0),
    PageDown: () => go(page(), 0),
    Home: (control) => go(control ? -table.ids().length : 0, -far),
    End: (control) => go(control ? table.ids().length : 0, far),
  }
  const key = (event: KeyboardEvent) => {
    const at = active()
    const isCell = event.target instanceof Element && event.target.matches("[data-at]")
    if (at === undefined || !isCell || event.altKey || event.isComposing) return
    const control = event.ctrlKey || event.metaKey
    const move = moves[event.key]
    const acts: Record<string, () => void> = {
      Enter: () => (at.key === "choose" ? table.onChoose(at.id) : control ? table.onOpen(at.id) : table.onEdit(at)),
      F2: () => table.onEdit(at),
      " ": () => table.onChoose(at.id),
    }
    const act = move === undefined ? acts[event.key] : () => move(control)
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return { active, focus, key, setActive: setWanted }
}
