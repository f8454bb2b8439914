import { Show } from "solid-js"
import { overlay, show } from "../app/overlay.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { IconBell } from "../ui/icons.ts"
import { useUnseen } from "./queries.ts"
import "./bell.css"

/** From this many on nobody counts. */
const MANY = 100

export function Bell() {
  const count = useUnseen()
  const unseen = () => settled(count)?.unseen ?? 0
  const words = () => (unseen() >= MANY ? "99+" : String(unseen()))
  return (
    <Button
      kind="quiet"
      class="bell"
      aria-label={unseen() === 0 ? "Notifications" : `Notifications, ${words()} new`}
      aria-haspopup="dialog"
      aria-expanded={overlay() === "notifications"}
      icon={
        <>
          <IconBell />
          <Show when={unseen() > 0}>
            <span data-unseen aria-hidden="true">
              {words()}
            </span>
          </Show>
        </>
      }
      onClick={() => show("notifications")}
    />
  )
}
