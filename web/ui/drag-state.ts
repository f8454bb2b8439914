/** What drags share: who takes drops, and what scrolls under them. */
export type Data = Record<string, unknown>
export type Point = { x: number; y: number }

/** Where something was let go, and where its preview stood then. */
export type Drop = Point & { box: DOMRect }

type Target = {
  accepts: (data: Data) => boolean
  over: (is: boolean, data: Data) => void
  drop: (data: Data, drop: Drop) => void
}

export const targets = new Map<Element, Target>()
export const scrollers = new Map<HTMLElement, { axis: "x" | "y"; end: () => number }>()

/** The innermost target at a point that takes the data. */
export function targetAt({ x, y }: Point, data: Data): { element: Element; target: Target } | undefined {
  for (let element = document.elementFromPoint(x, y); element !== null; element = element.parentElement) {
    const target = targets.get(element)
    if (target?.accepts(data) === true) return { element, target }
  }
  return undefined
}
