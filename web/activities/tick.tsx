import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { IconCheck } from "../ui/icons.ts"
import { passFocus } from "../ui/pass-focus.ts"
import { useDesk } from "./desk.ts"

/** A round tick: done or not, at once. */
export function Tick(props: { activity: ActivityAnswer }) {
  const desk = useDesk()
  return (
    <button
      type="button"
      data-activity-tick
      aria-pressed={props.activity.done}
      aria-label={`Done: ${props.activity.subject}`}
      onClick={(event) => {
        passFocus(event.currentTarget, "[data-activity-list]", "[data-activity-tick]")
        void desk.tick(props.activity, !props.activity.done)
      }}
    >
      <IconCheck />
    </button>
  )
}
