import { A } from "@solidjs/router"
import { For, type JSX, onCleanup, onMount, Show, Suspense } from "solid-js"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconBoard, IconImport, IconMoon, IconReports, IconSettings, IconSignOut, IconSun } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { connect, connected } from "./live.ts"
import { settled, useSetup } from "./queries.ts"
import { isExpired, leave, refresh } from "./session.ts"
import { setTheme, theme } from "./theme.ts"
import "./shell.css"

const SECTIONS = [
  { href: "/board", label: "Deals", icon: IconBoard },
  { href: "/reports", label: "Reports", icon: IconReports },
  { href: "/import", label: "Import", icon: IconImport },
  { href: "/settings", label: "Settings", icon: IconSettings },
] as const

/** The frame around every page: the sections, who you are, and whether changes arrive. */
export function Shell(props: { children: JSX.Element }) {
  const setup = useSetup()
  onMount(() => {
    let stop: (() => void) | undefined
    let gone = false
    void connect().then((end) => {
      if (gone) end()
      else stop = end
    })
    onCleanup(() => {
      gone = true
      stop?.()
    })
  })
  return (
    <div data-shell>
      <a href="#main" data-skip>
        Skip to content
      </a>
      <nav data-rail aria-label="Sections">
        <img src="/icon.svg" alt="Halyard" width="28" height="28" data-logo />
        <For each={SECTIONS}>
          {(section) => (
            <A href={section.href} data-rail-item activeClass="active">
              <section.icon />
              <span>{section.label}</span>
            </A>
          )}
        </For>
        <div data-rail-end>
          <span data-live={connected() ? "on" : "off"} title={connected() ? "Changes arrive live" : "Connecting…"}>
            <span class="sr-only">{connected() ? "Live" : "Connecting"}</span>
          </span>
          <Menu
            label="Your menu"
            class="me"
            trigger={<Avatar name={settled(setup)?.me.name ?? "…"} />}
            entries={[
              { heading: `${settled(setup)?.me.name ?? ""} · ${settled(setup)?.workspace.name ?? ""}` },
              { separator: true },
              { label: "Light", icon: IconSun, checked: theme() === "light", onSelect: () => setTheme("light") },
              { label: "Dark", icon: IconMoon, checked: theme() === "dark", onSelect: () => setTheme("dark") },
              { label: "As the system", checked: theme() === "system", onSelect: () => setTheme("system") },
              { separator: true },
              { label: "Sign out", icon: IconSignOut, onSelect: () => void leave() },
            ]}
          />
        </div>
      </nav>
      <main id="main" data-main tabindex="-1">
        <Suspense>{props.children}</Suspense>
      </main>
      <SessionOver />
    </div>
  )
}

/** Over whatever was being done, so that nothing typed is lost: the page behind stays as it is. */
function SessionOver() {
  const lookAgain = () => void (isExpired() && refresh(true))
  onMount(() => window.addEventListener("focus", lookAgain))
  onCleanup(() => window.removeEventListener("focus", lookAgain))
  return (
    <Show when={isExpired()}>
      <Dialog open={true} onOpen={() => undefined} title="Sign in again">
        <p>
          Your session has ended. What you were typing is still here: sign in in a new tab, then come back and go on.
        </p>
        <p style={{ "margin-top": "var(--s4)" }}>
          <Button kind="primary" onClick={() => window.open("/sign-in", "_blank", "noopener")}>
            Sign in
          </Button>
        </p>
      </Dialog>
    </Show>
  )
}
