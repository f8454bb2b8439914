import { A, useLocation, useNavigate } from "@solidjs/router"
import { For, Show } from "solid-js"
import { KINDS, mayAdd } from "../quick-add/kinds.ts"
import { quickAdd } from "../quick-add/open.ts"
import { IconDots, IconPlus } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { settled, useSetup } from "./queries.ts"
import { isIn, SECTIONS } from "./sections.ts"
import "./rail.css"

const FIRST = SECTIONS.slice(0, 3)
const REST = SECTIONS.slice(3)

/** The sections on a phone: below, where the thumb is. */
export function BottomBar() {
  const location = useLocation()
  const setup = useSetup()
  const navigate = useNavigate()
  return (
    <nav data-bottom-bar aria-label="Sections">
      <For each={FIRST}>
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
      <Show when={mayAdd(settled(setup))}>
        <Menu
          label="Add"
          class="rail-item"
          trigger={
            <>
              <IconPlus />
              <span>Add</span>
            </>
          }
          entries={KINDS.map(({ kind, label, icon }) => ({ label, icon, onSelect: () => quickAdd(kind) }))}
        />
      </Show>
      <Menu
        label="More"
        class={REST.some((section) => isIn(section, location.pathname)) ? "rail-item current" : "rail-item"}
        trigger={
          <>
            <IconDots />
            <span>More</span>
          </>
        }
        entries={REST.map(({ href, label, icon }) => ({ label, icon, onSelect: () => navigate(href) }))}
      />
    </nav>
  )
}
