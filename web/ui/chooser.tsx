import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js"
import { IconPlus } from "./icons.ts"
import type { Row } from "./listbox.tsx"
import { folded, matching, type Source } from "./source.ts"

/** Milliseconds without a key before it asks. */
const RESTS = 120

type Acts<T> = {
  onPick: (item: T) => void
  /** Something new by its name, where the source makes such. */
  onNew: (text: string) => void
  chosen: () => readonly T[]
  /** Chosen ones are not offered again. */
  hideChosen?: boolean
}

export type Chooser<T> = ReturnType<typeof createChooser<T>>

/** What is typed, what it finds, and which of it Enter takes: the inside of a combobox. */
export function createChooser<T>(source: Source<T>, acts: Acts<T>) {
  const [text, setText] = createSignal("")
  const [open, setOpen] = createSignal(false)
  const [active, setActive] = createSignal(0)
  const remote = createRemote(source, text, open)
  const chosenKeys = createMemo(() => new Set(acts.chosen().map(source.keyOf)))
  const items = createMemo(() => {
    const all = source.search === undefined ? matching(source, text()) : remote.found()
    return acts.hideChosen === true ? all.filter((item) => !chosenKeys().has(source.keyOf(item))) : all
  })
  const offersNew = () =>
    source.onCreate !== undefined &&
    text().trim() !== "" &&
    !remote.busy() &&
    !items().some((item) => folded(source.labelOf(item)) === folded(text()))
  const rows = createMemo<Row[]>(() => {
    const known = items().map((item) => ({
      key: source.keyOf(item),
      label: source.labelOf(item),
      note: source.noteOf?.(item),
      chosen: chosenKeys().has(source.keyOf(item)),
    }))
    const fresh = source.createLabel?.(text().trim()) ?? `Add “${text().trim()}”`
    return offersNew() ? [...known, { key: "+", label: fresh, icon: <IconPlus /> }] : known
  })
  createEffect(on(rows, () => setActive((index) => Math.max(0, Math.min(index, rows().length - 1))), { defer: true }))
  const close = () => {
    setOpen(false)
    setActive(0)
  }
  const pick = (index: number) => {
    const item = items()[index]
    if (item !== undefined) acts.onPick(item)
    else if (offersNew() && index === items().length) acts.onNew(text().trim())
  }
  /** What a text finds, though its answer is still on the way. */
  const known = (typed: string): readonly T[] | Promise<readonly T[]> =>
    source.search === undefined || !remote.busy() ? items() : source.search(typed).catch(() => [])
  return { known, text, setText, open, setOpen, active, setActive, rows, items, pick, close, ...remote }
}

/** Asks for what is typed, the latest question winning. */
function createRemote<T>(source: Source<T>, text: () => string, open: () => boolean) {
  const [found, setFound] = createSignal<readonly T[]>([])
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string>()
  const ask = async (typed: string, isStale: () => boolean) => {
    setFailed(undefined)
    try {
      const answer = (await source.search?.(typed)) ?? []
      if (!isStale()) setFound(() => answer)
    } catch (error) {
      if (isStale()) return
      setFound([])
      setFailed(error instanceof Error ? error.message : "The search did not work")
    } finally {
      if (!isStale()) setBusy(false)
    }
  }
  createEffect(() => {
    if (!open() || source.search === undefined) return
    let stale = false
    const typed = text().trim()
    setBusy(true)
    const timer = setTimeout(() => void ask(typed, () => stale), RESTS)
    onCleanup(() => {
      stale = true
      clearTimeout(timer)
    })
  })
  return { found, busy, failed }
}
