import { Show } from "solid-js"
import { Bell } from "../notifications/bell.tsx"
import { KINDS, mayAdd } from "../quick-add/kinds.ts"
import { quickAdd } from "../quick-add/open.ts"
import { IconPlus, IconSearch } from "../ui/icons.ts"
import { Keys } from "../ui/keys.tsx"
import { Menu } from "../ui/menu.tsx"
import { connected } from "./live.ts"
import { away } from "./online.ts"
import { overlay, show } from "./overlay.ts"
import { settled, useSetup } from "./queries.ts"
import { singleKeys } from "./shortcuts.ts"
import { UserMenu } from "./user-menu.tsx"
import "./top-bar.css"

/** Search, what to add, what happened, and who you are: above every page. */
export function TopBar() {
  const setup = useSetup()
  return (
    <header data-top-bar>
      <button
        type="button"
        data-search
        aria-haspopup="dialog"
        aria-expanded={overlay() === "palette"}
        aria-label="Search or go to…"
        aria-keyshortcuts="/ Control+K"
        onClick={() => show("palette")}
      >
        <IconSearch />
        <span>Search or go to…</span>
        <Keys keys={singleKeys() ? "/" : "Ctrl K"} quiet />
      </button>
      <div data-top-acts>
        <LiveDot />
        <Show when={mayAdd(settled(setup))}>
          <Menu
            label="Add"
            class="add"
            trigger={<IconPlus />}
            entries={KINDS.map(({ kind, label, icon, key }) => ({
              label,
              icon,
              ...(singleKeys() && { hotkey: `. ${key}`, note: `. ${key}` }),
              onSelect: () => quickAdd(kind),
            }))}
          />
        </Show>
        <Bell />
        <UserMenu />
      </div>
    </header>
  )
}

function LiveDot() {
  const word = () => (away() ? "Offline" : connected() ? "Live" : "Connecting")
  const text = () => (away() ? "The server cannot be reached" : connected() ? "Changes arrive live" : "Connecting…")
  return (
    <span data-live={connected() && !away() ? "on" : "off"} title={text()}>
      <Show when={word()} keyed>
        {(said) => <span class="sr-only">{said}</span>}
      </Show>
    </span>
  )
}
