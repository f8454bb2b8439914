/** Where somebody was on a page when they left it: given back when they come back to it through the history. */
import { useBeforeLeave, useIsRouting, useLocation } from "@solidjs/router"
import { createEffect, on } from "solid-js"

export type Left = {
  /** What was scrolled, how far across and down. */
  scrolled: readonly (readonly [selector: string, left: number, top: number])[]
  /** What had the focus. */
  focus: string | undefined
}

/** The router numbers the entries of the history. */
const entry = (): number => history.state?._depth ?? 0

/** Remembers each page as it is left, and says where one is on the page that is come to. */
export function useReturn(): void {
  const location = useLocation()
  const pages = new Map<number, Left>()
  let [at, path, from] = [entry(), location.pathname, document.activeElement]
  useBeforeLeave(({ to, options }) => {
    from = document.activeElement
    if (options?.replace !== true) pages.set(at, look(from))
    // a way back or forth is a number; a new page takes the place of those that were ahead
    if (typeof to === "string") for (const ahead of pages.keys()) if (ahead > at) pages.delete(ahead)
  })
  createEffect(
    on(
      useIsRouting(),
      (isRouting) => {
        if (isRouting) return
        at = entry()
        const left = pages.get(at)
        pages.delete(at)
        const isElsewhere = path !== location.pathname
        path = location.pathname
        if (isElsewhere || left !== undefined)
          // where its script does not come, a page is as it comes
          import("./arriving.ts").then(
            ({ arrive }) => arrive(left, isElsewhere ? from : undefined),
            () => undefined,
          )
      },
      { defer: true },
    ),
  )
}

function look(focused: Element | null): Left {
  const scrolled = [...document.querySelectorAll<HTMLElement>("[data-scroll]")].flatMap((element) => {
    const { scrollLeft, scrollTop, dataset } = element
    return scrollLeft + scrollTop > 0 ? [[`[data-scroll="${dataset.scroll}"]`, scrollLeft, scrollTop] as const] : []
  })
  return { scrolled, focus: selectorOf(focused) }
}

/** How a cell, a link or a button is found again: by what it is, in its row. */
function selectorOf(element: Element | null): string | undefined {
  const held = element?.closest("main [data-at], main a, main button")
  const name = ["data-at", "href", "aria-label"].find((one) => held?.hasAttribute(one))
  if (held == null || name === undefined) return undefined
  const key = held.closest("[data-key]")?.getAttribute("data-key")
  return `main ${key == null ? "" : `[data-key="${CSS.escape(key)}"] `}[${name}="${CSS.escape(held.getAttribute(name) ?? "")}"]`
}
