import { isCalm, SLIDE } from "./motion.ts"

type Boxes = Map<string, DOMRect>

/**
 * Makes a change and slides what moved, told by its `data-flip`, from where it was to where it is.
 * `from` says where something was that was not in the page, such as under the pointer.
 */
export function flip(root: HTMLElement | undefined, change: () => void, from?: Boxes): void {
  if (root === undefined || isCalm() || document.visibilityState === "hidden") {
    change()
    return
  }
  const before = boxesOf(root)
  for (const [key, box] of from ?? []) before.set(key, box)
  change()
  requestAnimationFrame(() => {
    for (const element of elementsOf(root)) slide(element, before.get(element.dataset.flip ?? ""))
  })
}

function elementsOf(root: HTMLElement): NodeListOf<HTMLElement> {
  return root.querySelectorAll<HTMLElement>("[data-flip]")
}

function boxesOf(root: HTMLElement): Boxes {
  const boxes: Boxes = new Map()
  for (const element of elementsOf(root)) boxes.set(element.dataset.flip ?? "", element.getBoundingClientRect())
  return boxes
}

function slide(element: HTMLElement, was: DOMRect | undefined): void {
  const is = element.getBoundingClientRect()
  if (was === undefined) {
    element.animate([{ opacity: 0 }, { opacity: 1 }], SLIDE)
    return
  }
  const [x, y] = [was.x - is.x, was.y - is.y]
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return
  if (Math.abs(x) < is.width / 2) element.animate([{ translate: `${x}px ${y}px` }, { translate: "none" }], SLIDE)
  else fly(element, was, is)
}

/** Over everything between: what it stands in would cut it off. */
function fly(element: HTMLElement, was: DOMRect, is: DOMRect): void {
  const copy = element.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return
  copy.removeAttribute("data-flip")
  copy.inert = true
  copy.setAttribute("aria-hidden", "true")
  copy.style.cssText = `position:fixed;inset:0 auto auto 0;margin:0;z-index:70;pointer-events:none;width:${is.width}px;height:${is.height}px`
  document.body.append(copy)
  element.animate([{ opacity: 0 }, { opacity: 0 }], SLIDE)
  const way = [{ translate: `${was.x}px ${was.y}px` }, { translate: `${is.x}px ${is.y}px` }]
  void copy.animate(way, SLIDE).finished.then(
    () => copy.remove(),
    () => copy.remove(),
  )
}
