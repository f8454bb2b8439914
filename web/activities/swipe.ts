/** Pixels a finger goes sideways to turn a page, and how much of that it may go up or down. */
const FAR = 60
const STEEP = 0.6

/** A finger that goes sideways turns pages. */
export function createSwipe(may: () => boolean, onGo: (steps: number) => void) {
  return (event: PointerEvent) => {
    if (event.pointerType !== "touch" || !may()) return
    const { clientX: x, clientY: y } = event
    const end = (up: PointerEvent) => {
      stop()
      const [across, down] = [up.clientX - x, Math.abs(up.clientY - y)]
      if (may() && Math.abs(across) > FAR && down < Math.abs(across) * STEEP) onGo(across < 0 ? 1 : -1)
    }
    const stop = () => {
      window.removeEventListener("pointerup", end)
      window.removeEventListener("pointercancel", stop)
    }
    window.addEventListener("pointerup", end)
    window.addEventListener("pointercancel", stop)
  }
}
