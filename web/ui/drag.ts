/** Dragging: with a mouse or a pen at once, by touch after a long press. What can be dragged has a menu or keyboard twin besides. */
import { carry } from "./drag-carry.ts"
import { awaitLift } from "./drag-press.ts"
import { type Data, type Drop, scrollers, targets } from "./drag-state.ts"

export type { Drop } from "./drag-state.ts"

type Draggable = {
  data: () => Data
  /** Where it is gripped: the element itself when left out. */
  handle?: HTMLElement
  /** Stands on the preview, such as how many are carried. */
  badge?: () => string | undefined
  onStart?: () => void
  onEnd?: () => void
}

/** Makes an element draggable with some data. Answers how to stop. */
export function makeDraggable(element: HTMLElement, options: Draggable): () => void {
  const handle = options.handle ?? element
  const press = (event: PointerEvent) => {
    if (isControl(event.target, handle)) return
    awaitLift(handle, event, (at) =>
      carry(element, event.pointerId, at, {
        data: options.data(),
        badge: options.badge?.(),
        onStart: () => options.onStart?.(),
        onEnd: () => options.onEnd?.(),
      }),
    )
  }
  handle.addEventListener("pointerdown", press)
  handle.addEventListener("dragstart", prevent)
  return () => {
    handle.removeEventListener("pointerdown", press)
    handle.removeEventListener("dragstart", prevent)
  }
}

type TargetOptions = {
  accepts: (data: Data) => boolean
  over: (is: boolean, data: Data) => void
  drop: (data: Data, drop: Drop) => void
}

/** Makes an element take drops of data that `accepts` says yes to. `over` hears whether something hovers over it. */
export function makeTarget(element: HTMLElement, options: TargetOptions): () => void {
  targets.set(element, options)
  return () => targets.delete(element)
}

/** Scrolls an element while something is dragged near its edges. `end` is how much of its far edge is covered. */
export function makeScroller(element: HTMLElement, axis: "x" | "y", end: () => number = () => 0): () => void {
  scrollers.set(element, { axis, end })
  return () => scrollers.delete(element)
}

function isControl(target: EventTarget | null, handle: HTMLElement): boolean {
  const control =
    target instanceof Element ? target.closest("button, input, select, textarea, label, [contenteditable]") : null
  return control !== null && control !== handle && handle.contains(control)
}

function prevent(event: Event): void {
  event.preventDefault()
}
