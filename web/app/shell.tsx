import { useLocation, useNavigate } from "@solidjs/router"
import { createEffect, createSignal, type JSX, onCleanup, onMount, Suspense } from "solid-js"
import { rememberVisits } from "../palette/recent.ts"
import { KINDS } from "../quick-add/kinds.ts"
import { quickAdd } from "../quick-add/open.ts"
import { Banner } from "./banner.tsx"
import { BottomBar } from "./bottom-bar.tsx"
import { whenIdle } from "./idle.ts"
import { keep } from "./kept.ts"
import { KeyHint } from "./key-hint.tsx"
import { useReturn } from "./leaving.ts"
import { connect } from "./live.ts"
import { show } from "./overlay.ts"
import { Overlays } from "./overlays.tsx"
import { Rail } from "./rail.tsx"
import { SECTIONS } from "./sections.ts"
import { isExpired, resume } from "./session.ts"
import { useShortcut } from "./shortcuts.ts"
import { TopBar } from "./top-bar.tsx"
import "./shell.css"

/** The frame around every page: the sections, search, what to add, what happened, and who you are. */
export function Shell(props: { children: JSX.Element }) {
  const [asking, setAsking] = createSignal(false)
  createEffect(() => setAsking(isExpired()))
  useLife()
  useReturn()
  useKeys()
  return (
    <div data-shell>
      <a href="#main" data-skip>
        Skip to content
      </a>
      <Rail />
      <div data-shell-page>
        <TopBar />
        <Banner asking={asking()} onAsk={() => setAsking(true)} />
        <main id="main" data-main data-scroll="main" tabindex="-1">
          <Suspense>{props.children}</Suspense>
        </main>
        <BottomBar />
      </div>
      <KeyHint />
      <Overlays asking={asking()} onAsking={setAsking} />
    </div>
  )
}

/** Milliseconds for which others' changes wait for the page. */
const PATIENCE = 1000
/** Milliseconds until what is needed to hear them is asked for again, where it did not come. */
const AGAIN = 10_000

/** What runs while somebody is inside. */
function useLife() {
  const location = useLocation()
  onMount(() => {
    let stop: (() => void) | undefined
    let gone = false
    const stayed = (end: () => void) => {
      if (gone) end()
      else stop = end
    }
    const listen = () => void connect().then(stayed, () => gone || setTimeout(listen, AGAIN))
    // the page comes first: what is needed to listen weighs more than most pages
    const notListening = whenIdle(listen, PATIENCE)
    const stopKeeping = keep()
    const lookAgain = () => void (isExpired() && resume())
    window.addEventListener("focus", lookAgain)
    onCleanup(() => {
      gone = true
      notListening()
      stop?.()
      stopKeeping()
      window.removeEventListener("focus", lookAgain)
    })
  })
  rememberVisits(() => location.pathname)
}

function useKeys() {
  const navigate = useNavigate()
  useShortcut("/", () => show("palette"), { name: "Search or go to", group: "Anywhere" })
  useShortcut("Ctrl+K", () => show("palette"), { name: "Search or go to, even while typing", group: "Anywhere" })
  useShortcut("?", () => show("shortcuts"), { name: "This list", group: "Anywhere" })
  for (const { kind, label, key } of KINDS) useShortcut(`. ${key}`, () => quickAdd(kind), { name: label, group: "Add" })
  for (const { href, label, key } of SECTIONS)
    useShortcut(`g ${key}`, () => navigate(href), { name: label, group: "Go to" })
}
