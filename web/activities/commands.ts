import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { addDays } from "../../shared/day.ts"
import { IconCalendar, IconCheck, IconEdit, IconUndo } from "../ui/icons.ts"
import type { MenuEntry } from "../ui/menu.tsx"
import { change } from "./acts.ts"
import type { Desk } from "./desk.ts"
import { dueFrom, mondayOf, wallOf } from "./time.ts"
import { within } from "./words.ts"

/** What a menu does to an activity. */
export function commandsOf(activity: ActivityAnswer, desk: Desk): MenuEntry[] {
  const { minute } = wallOf(desk.clocks(), activity)
  const to = (word: string, day: string) => ({
    label: word,
    icon: IconCalendar,
    onSelect: () =>
      desk.whichOf(activity, "Move", (scope) => {
        const said = `${activity.subject}: moved to ${within(word)}`
        void change(activity, dueFrom(desk.clocks(), day, minute), said, scope)
      }),
  })
  return [
    { label: "Open", icon: IconEdit, onSelect: () => desk.open(activity.id) },
    {
      label: activity.done ? "To do again" : "Mark done",
      icon: activity.done ? IconUndo : IconCheck,
      onSelect: () => void desk.tick(activity, !activity.done),
    },
    { heading: "Move to" },
    to("Today", desk.today()),
    to("Tomorrow", addDays(desk.today(), 1)),
    to("Next Monday", addDays(mondayOf(desk.today()), 7)),
  ]
}
