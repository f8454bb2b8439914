/** Moving and stretching an activity without a pointer: by keys, and from its menu. */
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { addDays, dayNumber } from "../../shared/day.ts"
import { IconDown, IconUp } from "../ui/icons.ts"
import type { MenuEntry } from "../ui/menu.tsx"
import { commandsOf } from "./commands.ts"
import type { Desk } from "./desk.ts"
import { type Slot, STEP, slotAt } from "./drags.ts"
import { DAY_MINUTES, LONGEST, minutesOf, SHOWN_MINUTES, wallOf } from "./time.ts"

export type OnPlace = (activity: ActivityAnswer, slot: Slot, kind: "move" | "resize") => void

function slotOf(activity: ActivityAnswer, desk: Desk): Slot {
  const length = activity.duration === null ? SHOWN_MINUTES : minutesOf(activity.duration)
  return { ...wallOf(desk.clocks(), activity), length }
}

function later(slot: Slot, minutes: number): Slot {
  if (slot.minute === undefined) return { ...slot, day: addDays(slot.day, Math.trunc(minutes / DAY_MINUTES)) }
  return slotAt(dayNumber(slot.day) * DAY_MINUTES + slot.minute + minutes, slot.length)
}

const longer = (slot: Slot, minutes: number): Slot => ({
  ...slot,
  length: Math.min(LONGEST, Math.max(STEP, slot.length + minutes)),
})

const KEYS: Record<string, number> = {
  ArrowUp: -STEP,
  ArrowDown: STEP,
  ArrowLeft: -DAY_MINUTES,
  ArrowRight: DAY_MINUTES,
}

/** Alt and arrows move, with Shift besides they stretch. */
export function keyMove(
  event: KeyboardEvent & { currentTarget: HTMLElement },
  activity: ActivityAnswer,
  desk: Desk,
  onPlace: OnPlace,
): void {
  const minutes = KEYS[event.key]
  if (!event.altKey || minutes === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const slot = slotOf(activity, desk)
  const across = Math.abs(minutes) === DAY_MINUTES
  if (slot.minute === undefined && !across) return
  if (event.shiftKey && across) return
  if (event.shiftKey) onPlace(activity, longer(slot, minutes), "resize")
  else onPlace(activity, later(slot, minutes), "move")
  focusAgain(event.currentTarget.dataset.eventKey ?? "")
}

/** The focus goes along, whichever element shows it now. */
function focusAgain(key: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-event-key="${CSS.escape(key)}"]`)?.focus())
}

/** What the menu of an activity on the calendar does: all that dragging does, and more. */
export function eventCommands(activity: ActivityAnswer, desk: Desk, onPlace: OnPlace): MenuEntry[] {
  const slot = slotOf(activity, desk)
  const move = (label: string, to: Slot, kind: "move" | "resize" = "move") => ({
    label,
    onSelect: () => onPlace(activity, to, kind),
  })
  const timed: MenuEntry[] =
    slot.minute === undefined
      ? [move("Give it a time: 09:00", { ...slot, minute: 540 })]
      : [
          { ...move("15 minutes earlier", later(slot, -STEP)), icon: IconUp, hotkey: "Alt ↑" },
          { ...move("15 minutes later", later(slot, STEP)), icon: IconDown, hotkey: "Alt ↓" },
          { ...move("15 minutes longer", longer(slot, STEP), "resize"), hotkey: "Alt Shift ↓" },
          { ...move("15 minutes shorter", longer(slot, -STEP), "resize"), hotkey: "Alt Shift ↑" },
          move("All day", { ...slot, minute: undefined }),
        ]
  return [
    ...commandsOf(activity, desk),
    { ...move("The day before", later(slot, -DAY_MINUTES)), hotkey: "Alt ←" },
    { ...move("The day after", later(slot, DAY_MINUTES)), hotkey: "Alt →" },
    { separator: true },
    ...timed,
  ]
}
