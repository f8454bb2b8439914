import { type Point, scrollers } from "./drag-state.ts"

/** Pixels from an edge within which it scrolls, and pixels per frame at the very edge. */
const NEAR = 64
const FASTEST = 18

/** One frame's scrolling of whatever has an edge near the point. Answers whether anything is to scroll on. */
export function scrollNear({ x, y }: Point): boolean {
  let scrolls = false
  for (const [element, { axis, end }] of scrollers) {
    const box = element.getBoundingClientRect()
    const bottom = axis === "y" ? box.bottom - end() : box.bottom
    if (x < box.left || x > box.right || y < box.top || y > bottom) continue
    const pull = axis === "x" ? pullOf(x, box.left, box.right) : pullOf(y, box.top, bottom)
    if (pull === 0) continue
    element.scrollBy({ [axis === "x" ? "left" : "top"]: pull, behavior: "instant" })
    scrolls = true
  }
  return scrolls
}

function pullOf(at: number, from: number, to: number): number {
  const near = Math.min(NEAR, (to - from) / 4)
  if (at < from + near) return -speed((from + near - at) / near)
  return at > to - near ? speed((at - to + near) / near) : 0
}

function speed(share: number): number {
  return Math.ceil(Math.min(1, share) ** 2 * FASTEST)
}
