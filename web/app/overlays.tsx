import { lazy, Show, Suspense } from "solid-js"
import { adding } from "../quick-add/open.ts"
import { overlay } from "./overlay.ts"
import { whenAtRest } from "./rest.ts"

const Palette = lazy(() => import("../palette/palette.tsx").then((chunk) => ({ default: chunk.Palette })))
const QuickAdd = lazy(() => import("../quick-add/dialog.tsx").then((chunk) => ({ default: chunk.QuickAdd })))
const Centre = lazy(() => import("../notifications/centre.tsx").then((chunk) => ({ default: chunk.Centre })))
const Sheet = lazy(() => import("./shortcut-sheet.tsx").then((chunk) => ({ default: chunk.ShortcutSheet })))
const Again = lazy(() => import("../account/again.tsx").then((chunk) => ({ default: chunk.Again })))

/** What lies over the page; each part is loaded when the page has come to rest, or when it is asked for. */
export function Overlays(props: { asking: boolean; onAsking: (asking: boolean) => void }) {
  whenAtRest(() => {
    void Palette.preload()
    void QuickAdd.preload()
    void Sheet.preload()
    void Centre.preload()
    // no session is left to fetch it with when it is needed
    void Again.preload()
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
