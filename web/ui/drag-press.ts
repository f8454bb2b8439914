import type { Point } from "./drag-state.ts"

/** Pixels that a pressed mouse moves before it drags. */
const SLACK = 4
/** Milliseconds that a finger rests before it lifts, and pixels it may tremble meanwhile. */
const LONG = 320
const TREMBLE = 9

/** Tells a drag from a click, and a long press from a swipe: calls `lift` when it is a drag. */
export function awaitLift(element: HTMLElement, press: PointerEvent, lift: (at: Point) => void): void {
  if (press.button !== 0 || !press.isPrimary || press.ctrlKey || press.metaKey || press.shiftKey) return
  const byTouch = press.pointerType === "touch"
  const from = { x: press.clientX, y: press.clientY }
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new AbortController()
  const forget = () => {
    clearTimeout(timer)
    end.abort()
  }
  const begin = () => {
    forget()
    lift(from)
  }
  const moved = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return
    const far = Math.hypot(event.clientX - from.x, event.clientY - from.y)
    if (byTouch && far > TREMBLE) forget()
    if (!byTouch && far > SLACK) begin()
  }
  const { signal } = end
  window.addEventListener("pointermove", moved, { signal })
  for (const name of ["pointerup", "pointercancel", "blur"] as const) window.addEventListener(name, forget, { signal })
  if (!byTouch) return
  element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal })
  timer = setTimeout(begin, LONG)
}
