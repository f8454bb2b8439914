import { createPreview } from "./drag-preview.ts"
import { scrollNear } from "./drag-scroll.ts"
import { type Data, type Point, targetAt } from "./drag-state.ts"

type Load = { data: Data; badge: string | undefined; onStart: () => void; onEnd: () => void }

let carrying = false

/** From the lift to the drop: the preview follows the pointer, what is under it is told, and edges scroll. Escape ends it. */
export function carry(element: HTMLElement, pointerId: number, from: Point, load: Load): void {
  if (carrying) return
  carrying = true
  const end = new AbortController()
  const { signal } = end
  const preview = createPreview(element, from, load.badge)
  let at = from
  let over: ReturnType<typeof targetAt>
  let frame = 0
  /** The pointer moved, or something scrolls under it. */
  let stirred = true

  const look = () => {
    const next = targetAt(at, load.data)
    if (next?.element === over?.element) return
    over?.target.over(false, load.data)
    over = next
    over?.target.over(true, load.data)
  }
  const step = () => {
    if (stirred) {
      preview.move(at)
      stirred = scrollNear(at)
      look()
    }
    frame = requestAnimationFrame(step)
  }
  const finish = (dropped: boolean) => {
    end.abort()
    cancelAnimationFrame(frame)
    const onto = over
    onto?.target.over(false, load.data)
    delete document.documentElement.dataset.dragging
    carrying = false
    const box = preview.box()
    load.onEnd()
    if (dropped && onto !== undefined) {
      preview.remove()
      onto.target.drop(load.data, { ...at, box })
    } else preview.back(element)
  }
  const moved = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return
    at = { x: event.clientX, y: event.clientY }
    stirred = true
  }
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return
    moved(event)
    look()
    swallowClick()
    finish(true)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return
    event.preventDefault()
    event.stopImmediatePropagation()
    finish(false)
  }

  window.addEventListener("pointermove", moved, { signal })
  window.addEventListener("pointerup", up, { signal })
  window.addEventListener("pointercancel", () => finish(false), { signal })
  window.addEventListener("blur", () => finish(false), { signal })
  window.addEventListener("keydown", pressed, { signal, capture: true })
  window.addEventListener("touchmove", hold, { signal, passive: false })
  window.addEventListener("contextmenu", hold, { signal })
  window.addEventListener("selectstart", hold, { signal })
  document.documentElement.dataset.dragging = ""
  load.onStart()
  frame = requestAnimationFrame(step)
}

function hold(event: Event): void {
  if (event.cancelable) event.preventDefault()
}

/** The click that a browser makes of a drag's end opens nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener("click", swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50)
}
