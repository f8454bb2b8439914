/** Others' changes: they slide in, never while something is pressed, carried or open, and say who made them. */
import { batch, createEffect, createSignal, on, onCleanup } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Change } from "../../shared/change.ts"
import { listen } from "../app/live.ts"
import { flip } from "../ui/flip.ts"
import { type Board, find, placed, without } from "./columns.ts"
import type { Desk } from "./desk.ts"
import { patchOf, readAgain, readTotals, stopReading } from "./queries.ts"

/** Milliseconds for which a card shows who changed it. */
const FRESH = 4000
/** Milliseconds in which further changes are awaited before the server is asked. */
const CALM = 500

/** Answers who changed which card just now. */
export function useLive(desk: Desk): (id: number) => string | undefined {
  const [fresh, setFresh] = createSignal<ReadonlyMap<number, string>>(new Map())
  const pressed = createPressed(desk)
  const held = () =>
    pressed() || desk.carried().length > 0 || desk.lifted() !== undefined || desk.opened() !== undefined
  const asking = createAsking(desk, held)
  let waiting: Change[] = []

  const run = () => {
    if (held() || waiting.length === 0) return
    const changes = waiting
    waiting = []
    const place = desk.place()
    flip(desk.root(), () =>
      batch(() => patchOf(place)((board) => changes.reduce((now, one) => applied(now, one, desk, asking), board))),
    )
    tell(changes)
  }
  const tell = (changes: readonly Change[]) => {
    const { me, users } = desk.setup()
    const theirs = changes.filter(({ by, id }) => by !== me.id && desk.find(id) !== undefined)
    if (theirs.length === 0) return
    const names = theirs.map(({ id, by }) => [id, users.find((user) => user.id === by)?.name ?? "Someone"] as const)
    setFresh((all) => new Map([...all, ...names]))
    setTimeout(() => setFresh((all) => new Map([...all].filter(([id]) => !names.some((one) => one[0] === id)))), FRESH)
  }
  const hear = (change: Change) => {
    if (waiting.length === 0) queueMicrotask(run)
    waiting.push(change)
  }
  onCleanup(listen(["deal"], hear, asking.all))
  createEffect(on(held, (is) => !is && queueMicrotask(run), { defer: true }))
  return (id) => fresh().get(id)
}

type Asking = { all: () => void; totals: () => void }

function applied(board: Board, change: Change, desk: Desk, asking: Asking): Board {
  const known = find(board, change.id) !== undefined
  const card = change.data as DealCard | undefined
  const whole = board.columns.every((column) => column.next_cursor === null)
  // what stood behind the loaded cards is counted where it was
  if (!known && !whole && change.action !== "added") asking.totals()
  if (change.action === "deleted") return without(board, change.id, change.version, desk.rules())
  const belongs = card === undefined ? undefined : isIn(card, desk)
  if (card === undefined || (belongs === undefined && !known)) {
    asking.all()
    return board
  }
  if (belongs === undefined) asking.all()
  return belongs === false ? without(board, card.id, card.version, desk.rules()) : placed(board, card, desk.rules())
}

/** Whether what is shown includes a card; undefined when only the server can tell. */
function isIn(card: DealCard, desk: Desk): boolean | undefined {
  const { owner_id, label_id, filter, filter_id } = desk.place().query
  if (owner_id !== undefined && !owner_id.split(",").includes(String(card.owner_id))) return false
  if (label_id !== undefined && !card.label_ids.some((id) => label_id.split(",").includes(String(id)))) return false
  return filter === undefined && filter_id === undefined ? true : undefined
}

/** Asks the server once for many changes; while something is held it waits, and what is being read is read later. */
function createAsking(desk: Desk, held: () => boolean): Asking {
  let all = false
  let asks = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    asks = true
    timer ??= setTimeout(() => {
      timer = undefined
      if (held()) return
      asks = false
      if (all) readAgain(desk.place())
      else void readTotals(desk.place()).catch(() => undefined)
      all = false
    }, CALM)
  }
  const turn = (isHeld: boolean) => {
    if (!isHeld) return asks && later()
    if (stopReading(desk.place())) all = asks = true
  }
  createEffect(on(held, turn, { defer: true }))
  onCleanup(() => clearTimeout(timer))
  return {
    totals: later,
    all: () => {
      all = true
      later()
    },
  }
}

/** Whether a pointer is down over the board. */
function createPressed(desk: Desk): () => boolean {
  const [pressed, setPressed] = createSignal(false)
  createEffect(() => {
    const root = desk.root()
    if (root === undefined) return
    const end = new AbortController()
    const { signal } = end
    root.addEventListener("pointerdown", () => setPressed(true), { signal, passive: true })
    for (const name of ["pointerup", "pointercancel", "blur"] as const)
      window.addEventListener(name, () => setPressed(false), { signal, passive: true })
    onCleanup(() => end.abort())
  })
  return pressed
}
