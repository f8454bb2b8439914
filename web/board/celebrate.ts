import { isCalm } from "../ui/motion.ts"
import "./celebrate.css"

/** A won deal's moment: a ring and a tick where its card stood, and what it is worth rises from there. */
export function celebrate(box: DOMRect | undefined, worth: string): void {
  if (box === undefined || isCalm()) return
  const place = document.createElement("div")
  place.dataset.celebration = ""
  place.setAttribute("aria-hidden", "true")
  place.style.left = `${box.x + box.width / 2}px`
  place.style.top = `${box.y + box.height / 2}px`
  const ring = document.createElement("span")
  ring.dataset.ring = ""
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  mark.setAttribute("viewBox", "0 0 24 24")
  const tick = document.createElementNS("http://www.w3.org/2000/svg", "path")
  tick.setAttribute("d", "M5 12.5l4.5 4.5L19 7.5")
  mark.append(tick)
  const amount = document.createElement("strong")
  amount.textContent = worth
  place.append(ring, mark, amount)
  document.body.append(place)
  const end = place.animate([{ opacity: 1 }, { opacity: 1, offset: 0.75 }, { opacity: 0 }], { duration: 1500 })
  void end.finished.then(
    () => place.remove(),
    () => place.remove(),
  )
}
