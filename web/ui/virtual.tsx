import { createVirtualizer, type VirtualItem } from "@tanstack/solid-virtual"
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup } from "solid-js"
import "./virtual.css"

type Props<T> = {
  items: readonly T[]
  /** Height of a row in pixels until it has been measured. */
  estimate: number
  /** Pixels between rows. */
  gap?: number
  overscan?: number
  keyOf: (item: T) => string | number
  scroll: () => HTMLElement | undefined
  /** A row. It is made anew when its item is another object: give ids as items where rows are to stay. */
  children: (item: T, index: () => number) => JSX.Element
  /** Pixels that rows were found to take, kept by whoever shows them again. */
  heights?: Map<string | number, number>
  /** The end is near. */
  onEnd?: () => void
  /** A list to those who hear it, or nothing of its own, as inside a table. */
  roles?: "list" | "none"
}

/** Only the rows in sight exist; each is measured. */
export function VirtualList<T>(props: Props<T>) {
  let box: HTMLDivElement | undefined
  const [above, setAbove] = createSignal(0)
  const scroll = createScroll(props)
  const virtual = createRows(props, scroll, above)
  const at = createMemo(() => new Map(virtual.getVirtualItems().map((row) => [row.key, row])))
  onCleanup(() => {
    for (const { key, size } of virtual.takeSnapshot()) props.heights?.set(key as string | number, size)
  })
  createEffect(on([scroll, () => props.items.length], () => setAbove(distance(scroll(), box))))
  createEffect(() => {
    const last = virtual.getVirtualItems().at(-1)?.index ?? -1
    if (props.items.length > 0 && last >= props.items.length - 1) props.onEnd?.()
  })
  return (
    <div
      ref={(element) => {
        box = element
      }}
      data-virtual
      role={props.roles === "none" ? undefined : "list"}
      style={{ height: `${virtual.getTotalSize()}px` }}
    >
      <For each={[...at().keys()]}>
        {(key) => <VirtualRow {...props} at={at().get(key)} above={above()} measure={virtual.measureElement} />}
      </For>
    </div>
  )
}

type RowProps<T> = Props<T> & {
  at: VirtualItem | undefined
  above: number
  measure: (element: HTMLElement | null) => void
}

function VirtualRow<T>(props: RowProps<T>) {
  let element: HTMLDivElement | undefined
  const index = createMemo<number>((before) => props.at?.index ?? before, 0)
  createEffect(on(index, () => props.measure(element ?? null)))
  // by its key: when items come or go, the places are told of it a moment later, and each row would be made of its neighbour's
  const item = createMemo<T | undefined>((before) => {
    const { items, keyOf, at } = props
    const isOwn = (one: T | undefined) => one !== undefined && keyOf(one) === at?.key
    const near = [0, -1, 1].map((step) => items[index() + step])
    return near.find(isOwn) ?? items.find(isOwn) ?? before
  })
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: they go with the role
    <div
      ref={(own) => {
        element = own
      }}
      data-virtual-row
      data-index={index()}
      data-key={props.at?.key}
      role={props.roles === "none" ? undefined : "listitem"}
      aria-setsize={props.roles === "none" ? undefined : props.items.length}
      aria-posinset={props.roles === "none" ? undefined : index() + 1}
      style={{ transform: `translateY(${(props.at?.start ?? 0) - props.above}px)` }}
    >
      <For each={[item()].filter((one) => one !== undefined)}>{(one) => props.children(one, index)}</For>
    </div>
  )
}

/** What scrolls, once it stands in the page: before, nothing about it can be watched. */
function createScroll(props: { scroll: () => HTMLElement | undefined }): () => HTMLElement | undefined {
  const [scroll, setScroll] = createSignal<HTMLElement>()
  createEffect(() => {
    const element = props.scroll()
    let frame = 0
    const look = () => {
      if (element === undefined || element.isConnected) setScroll(element)
      else frame = requestAnimationFrame(look)
    }
    look()
    onCleanup(() => cancelAnimationFrame(frame))
  })
  return scroll
}

function createRows<T>(props: Props<T>, scroll: () => HTMLElement | undefined, above: () => number) {
  return createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return props.items.length
    },
    get gap() {
      return props.gap ?? 0
    },
    get overscan() {
      return props.overscan ?? 6
    },
    get scrollMargin() {
      return above()
    },
    // another function whenever the items are others: by that it knows that keys have moved
    get getItemKey() {
      const { items, keyOf } = props
      return (index: number) => {
        const item = items[index]
        return item === undefined ? index : keyOf(item)
      }
    },
    getScrollElement: () => scroll() ?? null,
    estimateSize: (index) => {
      const item = props.items[index]
      return (item === undefined ? undefined : props.heights?.get(props.keyOf(item))) ?? props.estimate
    },
  })
}

/** Pixels from where the scrolled content begins to where the list does. */
function distance(scroll: HTMLElement | undefined, box: HTMLElement | undefined): number {
  if (scroll === undefined || box === undefined) return 0
  return Math.round(box.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop)
}
