/** The few of many rows that are in sight. Rows are told by key, so that a row keeps its element when others come and go. */
import { createVirtualizer, defaultRangeExtractor } from "@tanstack/solid-virtual"
import { createMemo } from "solid-js"
import { createScroll } from "./virtual.tsx"

type Options<K> = {
  keys: () => readonly K[]
  scroll: () => HTMLElement | undefined
  /** Pixels that a row takes before it was measured. */
  estimate: () => number
  gap: number
  /** Rows that stay in the page out of sight too: what has the focus or is carried. */
  pinned: () => readonly K[]
}

export function createWindow<K extends string | number>(options: Options<K>) {
  const indexOf = createMemo(() => new Map(options.keys().map((key, i) => [key, i])))
  const scroll = createScroll(options)
  const virtualizer = createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return options.keys().length
    },
    get getItemKey() {
      const keys = options.keys()
      return (i: number) => keys[i] ?? i
    },
    getScrollElement: () => scroll() ?? null,
    estimateSize: () => options.estimate(),
    gap: options.gap,
    overscan: 4,
    get rangeExtractor() {
      const pinned = options.pinned().flatMap((key) => indexOf().get(key) ?? [])
      return (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const shown = defaultRangeExtractor(range)
        return [...new Set([...shown, ...pinned])].sort((a, b) => a - b)
      }
    },
  })
  const rows = createMemo(() => virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start })))
  const keys = createMemo(() => rows().flatMap(({ index }) => options.keys()[index] ?? []))
  const starts = createMemo(() => new Map(rows().map(({ index, start }) => [options.keys()[index], start])))
  return {
    keys,
    indexOf: (key: K) => indexOf().get(key) ?? -1,
    startOf: (key: K) => starts().get(key) ?? 0,
    last: () => rows().at(-1)?.index ?? -1,
    height: () => virtualizer.getTotalSize(),
    measure: (element: HTMLElement) => virtualizer.measureElement(element),
    show: (key: K) => {
      const index = indexOf().get(key)
      if (index !== undefined) virtualizer.scrollToIndex(index, { align: "auto" })
    },
  }
}
