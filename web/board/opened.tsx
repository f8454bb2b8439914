import { Match, Show, Suspense, Switch } from "solid-js"
import { laterOver } from "../app/later.tsx"
import { useDesk } from "./desk.ts"

const CardMenu = laterOver(() => import("./card-menu.tsx").then((chunk) => chunk.CardMenu))
const Activities = laterOver(() => import("./activities.tsx").then((chunk) => chunk.Activities))
const LostDialog = laterOver(() => import("./lost-dialog.tsx").then((chunk) => chunk.LostDialog))
const MoveDialog = laterOver(() => import("./move-dialog.tsx").then((chunk) => chunk.MoveDialog))
const BulkBar = laterOver(() => import("./bulk-bar.tsx").then((chunk) => chunk.BulkBar))

/** What cards open is loaded when the board has come to rest. */
export function preloadOpened(): void {
  for (const part of [CardMenu, Activities, LostDialog, MoveDialog, BulkBar]) part.preload()
  import("./celebrate.ts").catch(() => undefined)
}

/** What is open over the board: a card's menu, its activities, a question; and the bar of what is picked. */
export function OpenedParts() {
  const desk = useDesk()
  const over = (what: "menu" | "activities") => {
    const opened = desk.opened()
    return opened !== undefined && opened.what === what && "at" in opened ? opened : undefined
  }
  const asks = (what: "lost" | "pipeline" | "move") => {
    const opened = desk.opened()
    return opened !== undefined && opened.what === what && "cards" in opened ? opened : undefined
  }
  const close = () => desk.setOpened(undefined)
  return (
    <Suspense>
      <Switch>
        <Match when={over("menu")} keyed>
          {(opened) => <CardMenu card={opened.card} at={opened.at} onClose={close} />}
        </Match>
        <Match when={over("activities")} keyed>
          {(opened) => <Activities card={opened.card} at={opened.at} onClose={close} />}
        </Match>
        <Match when={asks("lost")} keyed>
          {(opened) => <LostDialog cards={opened.cards} onClose={close} />}
        </Match>
        <Match when={asks("pipeline")} keyed>
          {(opened) => <MoveDialog cards={opened.cards} elsewhere onClose={close} />}
        </Match>
        <Match when={asks("move")} keyed>
          {(opened) => <MoveDialog cards={opened.cards} onClose={close} />}
        </Match>
      </Switch>
      <Show when={desk.picked().size > 0 || desk.refused().length > 0 || desk.progress() !== undefined}>
        <BulkBar />
      </Show>
    </Suspense>
  )
}
