/** Kinds of activities of a workspace: those that the code knows, as the workspace has changed them, and its own. */
import * as z from "zod"
import { ACTIVITY_TYPES } from "./activity-type.ts"
import { Base } from "./record.ts"

export const ICONS = [
  "task",
  "email",
  "meeting",
  "deadline",
  "call",
  "lunch",
  "calendar",
  "downarrow",
  "document",
  "smartphone",
  "camera",
  "scissors",
  "cogs",
  "bubble",
  "uparrow",
  "checkbox",
  "signpost",
  "shuffle",
  "addressbook",
  "linegraph",
  "picture",
  "car",
  "world",
  "search",
  "clip",
  "sound",
  "brush",
  "key",
  "padlock",
  "pricetag",
  "suitcase",
  "finish",
  "plane",
  "loop",
  "wifi",
  "truck",
  "cart",
  "bulb",
  "bell",
  "presentation",
] as const

export const ActivityType = Base.extend({
  /** What activities say they are: it stays when the name changes. */
  key: z.string().min(1).max(50),
  name: z.string().min(1).max(50),
  icon: z.enum(ICONS),
  /** Six hexadecimal digits. */
  color: z.string().optional(),
  order: z.int(),
  /** How such an activity may end, to choose from; anything else may be written. */
  outcomes: z.array(z.string()).optional(),
})
export type ActivityType = z.infer<typeof ActivityType>

export const OWN_TYPES = ACTIVITY_TYPES.length

/** Those that the code knows have the ids from 1 on; `addedAt` is when the workspace was made. */
function builtIn(addedAt: string): ActivityType[] {
  return ACTIVITY_TYPES.map(({ key, name }, at) => ({
    id: at + 1,
    version: 0,
    addedAt,
    changedAt: addedAt,
    changedBy: 0,
    via: "system",
    key,
    name,
    icon: key,
    order: at + 1,
  }))
}

/** Every type by its order, those that were taken away included. */
export function allTypes(changed: ReadonlyMap<number, ActivityType>, addedAt: string): ActivityType[] {
  const all = new Map(builtIn(addedAt).map((type) => [type.id, type]))
  for (const type of changed.values()) all.set(type.id, type)
  return [...all.values()].sort((a, b) => a.order - b.order || a.id - b.id)
}

/** What calls are offered until a workspace says otherwise. */
const CALL_OUTCOMES = ["Connected", "No answer", "Left a message", "Busy", "Wrong number"]

export function outcomesOf({ key, outcomes }: Pick<ActivityType, "key" | "outcomes">): string[] {
  return outcomes ?? (key === "call" ? CALL_OUTCOMES : [])
}

/** As integrations know it. */
export function activityTypeAnswer(type: ActivityType) {
  return {
    id: type.id,
    order_nr: type.order,
    name: type.name,
    key_string: type.key,
    icon_key: type.icon,
    active_flag: type.deletedAt === undefined,
    color: type.color ?? null,
    is_custom_flag: type.id > OWN_TYPES,
    add_time: type.addedAt.replace("T", " ").replace("Z", ""),
    update_time: type.changedAt.replace("T", " ").replace("Z", ""),
  }
}
