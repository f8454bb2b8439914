import { Show, Suspense } from "solid-js"
import { adding, closeQuickAdd } from "../quick-add/open.ts"
import { laterOver } from "./later.tsx"
import { close, overlay } from "./overlay.ts"
import { whenAtRest } from "./rest.ts"

const Palette = laterOver(() => import("../palette/palette.tsx").then((chunk) => chunk.Palette), close)
const QuickAdd = laterOver(() => import("../quick-add/dialog.tsx").then((chunk) => chunk.QuickAdd), closeQuickAdd)
const Centre = laterOver(() => import("../notifications/centre.tsx").then((chunk) => chunk.Centre), close)
const Sheet = laterOver(() => import("./shortcut-sheet.tsx").then((chunk) => chunk.ShortcutSheet), close)
const Again = laterOver(() => import("../account/again.tsx").then((chunk) => chunk.Again))

/** What lies over the page; each part is loaded when the page has come to rest, or when it is asked for. */
export function Overlays(props: { asking: boolean; onAsking: (asking: boolean) => void }) {
  whenAtRest(() => {
    Palette.preload()
    QuickAdd.preload()
    Sheet.preload()
    Centre.preload()
    // no session is left to fetch it with when it is needed
    Again.preload()
  })
  return (
    <Suspense>
      <Show when={overlay() === "palette"}>
        <Palette />
      </Show>
      <Show when={overlay() === "shortcuts"}>
        <Sheet />
      </Show>
      <Show when={overlay() === "notifications"}>
        <Centre />
      </Show>
      <Show when={adding()} keyed>
        {(what) => <QuickAdd kind={what.kind} given={what.given} />}
      </Show>
      <Show when={props.asking}>
        <Again onClose={() => props.onAsking(false)} />
      </Show>
    </Suspense>
  )
}
