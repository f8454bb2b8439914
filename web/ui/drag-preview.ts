import type { Point } from "./drag-state.ts"
import { isCalm, SLIDE } from "./motion.ts"
import "./drag.css"

/** A copy of what is carried, under the pointer where it was gripped. */
export function createPreview(element: HTMLElement, from: Point, badge: string | undefined) {
  const box = element.getBoundingClientRect()
  const holder = document.createElement("div")
  holder.dataset.dragPreview = ""
  holder.setAttribute("aria-hidden", "true")
  holder.inert = true
  holder.style.width = `${box.width}px`
  holder.style.height = `${box.height}px`
  const copy = element.cloneNode(true)
  if (copy instanceof HTMLElement) {
    copy.removeAttribute("id")
    copy.style.cssText = ""
    holder.append(copy)
  }
  if (badge !== undefined) {
    const mark = document.createElement("span")
    mark.dataset.dragBadge = ""
    mark.textContent = badge
    holder.append(mark)
  }
  const grip = { x: from.x - box.x, y: from.y - box.y }
  const move = ({ x, y }: Point) => {
    holder.style.translate = `${Math.round(x - grip.x)}px ${Math.round(y - grip.y)}px`
  }
  move(from)
  document.body.append(holder)
  return {
    move,
    box: () => holder.getBoundingClientRect(),
    remove: () => holder.remove(),
    /** Goes back to where it came from. */
    back(to: HTMLElement) {
      const home = to.isConnected ? to.getBoundingClientRect() : undefined
      if (home === undefined || isCalm()) {
        holder.remove()
        return
      }
      const flight = holder.animate([{ translate: `${home.x}px ${home.y}px`, rotate: "0deg" }], SLIDE)
      void flight.finished.then(
        () => holder.remove(),
        () => holder.remove(),
      )
    },
  }
}
