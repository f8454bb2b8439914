/** The few of many rows that are in sight. Rows are told by key, so that a row keeps its element when others come and go. */
import { createEffect, createMemo, createSignal, onCleanup } from "solid-js"

type Key = string | number

type Options<K> = {
  keys: () => readonly K[]
  scroll: () => HTMLElement | undefined
  /** Pixels that a row takes before it was measured. */
  estimate: number
  gap: number
  /** Rows that stay in the page out of sight too: what has the focus or is carried. */
  pinned: () => readonly K[]
  /** Pixels that rows were found to take, kept by whoever shows them again. */
  heights: Map<K, number>
}

/** Pixels beyond the edges in which rows are made ahead. */
const AHEAD = 400

export function createWindow<K extends Key>(options: Options<K>) {
  const { heights } = options
  const [measured, setMeasured] = createSignal(0)
  const view = createView(options.scroll)
  const indexOf = createMemo(() => new Map(options.keys().map((key, i) => [key, i])))
  /** Where each row begins, and where the last ends. */
  const edges = createMemo(() => {
    measured()
    const keys = options.keys()
    const at = new Float64Array(keys.length + 1)
    keys.forEach((key, i) => {
      at[i + 1] = (at[i] ?? 0) + (heights.get(key) ?? options.estimate) + options.gap
    })
    return at
  })
  const shown = createMemo(() => {
    const { top, height } = view()
    const count = options.keys().length
    const first = rowAt(edges(), top - AHEAD)
    const last = height === 0 ? first - 1 : Math.min(count - 1, rowAt(edges(), top + height + AHEAD))
    const pinned = options.pinned().flatMap((key) => indexOf().get(key) ?? [])
    const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    return { last, rows: [...new Set([...rows, ...pinned])].sort((a, b) => a - b) }
  })
  const watch = createMeasure<K>((sizes) => {
    let above = 0
    for (const [key, height] of sizes) {
      const index = indexOf().get(key)
      if (index === undefined || height === 0 || heights.get(key) === height) continue
      if ((edges()[index + 1] ?? 0) <= view().top) above += height - (heights.get(key) ?? options.estimate)
      heights.set(key, height)
    }
    setMeasured((count) => count + 1)
    // what is in sight stays where it is when rows above turn out otherwise
    if (above !== 0) options.scroll()?.scrollBy({ top: above, behavior: "instant" })
  })
  return {
    keys: createMemo(() => shown().rows.flatMap((index) => options.keys()[index] ?? [])),
    indexOf: (key: K) => indexOf().get(key) ?? -1,
    startOf: (key: K) => edges()[indexOf().get(key) ?? 0] ?? 0,
    /** The last row in sight, or near. */
    last: () => shown().last,
    height: () => Math.max(0, (edges().at(-1) ?? 0) - options.gap),
    /** Has a row measured for as long as it is there. */
    measure: watch,
  }
}

/** The last row that begins at or above a height. */
function rowAt(edges: Float64Array, y: number): number {
  let [low, high] = [0, Math.max(0, edges.length - 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((edges[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** What of a scrolled element is seen. */
function createView(scroll: () => HTMLElement | undefined): () => { top: number; height: number } {
  const [view, setView] = createSignal({ top: 0, height: 0 }, { equals: isSame })
  createEffect(() => {
    const element = scroll()
    if (element === undefined) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    element.addEventListener("scroll", look, { passive: true })
    onCleanup(() => {
      sizes.disconnect()
      element.removeEventListener("scroll", look)
    })
  })
  return view
}

function isSame(a: { top: number; height: number }, b: { top: number; height: number }): boolean {
  return a.top === b.top && a.height === b.height
}

function createMeasure<K extends Key>(tell: (sizes: Map<K, number>) => void) {
  const keys = new Map<Element, K>()
  const sizes = new ResizeObserver((entries) => {
    const found = new Map<K, number>()
    for (const { target, borderBoxSize } of entries) {
      const key = keys.get(target)
      const [box] = borderBoxSize
      if (key !== undefined && box !== undefined) found.set(key, Math.round(box.blockSize))
    }
    tell(found)
  })
  onCleanup(() => sizes.disconnect())
  return (key: K, element: HTMLElement) => {
    keys.set(element, key)
    sizes.observe(element)
    onCleanup(() => {
      keys.delete(element)
      sizes.unobserve(element)
    })
  }
}
