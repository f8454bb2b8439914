import { A, useLocation } from "@solidjs/router"
import { For } from "solid-js"
import { isIn, SECTIONS } from "./sections.ts"
import "./rail.css"

/** The sections, at the side. */
export function Rail() {
  const location = useLocation()
  return (
    <nav data-rail aria-label="Sections">
      <img src="/icon.svg" alt="Halyard" width="28" height="28" data-logo />
      <For each={SECTIONS}>
        {(section) => (
          <A
            href={section.href}
            data-rail-item
            data-current={isIn(section, location.pathname) ? "" : undefined}
            aria-current={isIn(section, location.pathname) ? "page" : undefined}
          >
            <section.icon />
            <span>{section.label}</span>
          </A>
        )}
      </For>
    </nav>
  )
}
