import { expect, test } from "vitest"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { type Act, refusal } from "../../web/board/rights.ts"

const nobody = { group_ids: [], user_ids: [99] }
const stage = (id: number, name: string, access: object | null = null) => ({ id, name, access }) as StageAnswer
const [open, entry, exit, fixed] = [
  stage(1, "Open"),
  stage(2, "Entry", { move_in: nobody }),
  stage(3, "Exit", { move_out: nobody }),
  stage(4, "Fixed", { edit: nobody }),
] as const

/** Only what rights are worked out from. */
const setupOf = (may: string[], role = "regular") =>
  ({ may, me: { id: 7, role, group_id: 1 }, stages: [open, entry, exit, fixed] }) as unknown as Setup
const ALL = ["records.edit", "records.bulk", "deals.delete", "owner.change"]
const at = (...stages: StageAnswer[]) => stages.map(({ id }) => ({ stage_id: id }))

test.each<[Act, StageAnswer[], StageAnswer | undefined, string | undefined]>([
  ["move", [open], entry, "You may not move deals into Entry"],
  ["move", [open], exit, undefined],
  ["move", [entry], entry, undefined],
  ["move", [exit], open, "You may not move deals out of Exit"],
  ["move", [exit, open], fixed, undefined],
  ["edit", [fixed], undefined, "You may not edit deals in Fixed"],
  ["delete", [fixed], undefined, "You may not edit deals in Fixed"],
  ["assign", [fixed, open], undefined, undefined],
])("by stages: to %s", (act, from, to, why) => {
  expect(refusal(setupOf(ALL), at(...from), act, to)).toBe(why)
  expect(refusal(setupOf(ALL, "admin"), at(...from), act, to)).toBeUndefined()
})

test("by permissions, one after the other", () => {
  const without = (...less: string[]) => setupOf(ALL.filter((one) => !less.includes(one)))
  const two = at(open, entry)
  expect(refusal(without("records.edit"), at(open), "edit")).toBe("Your role does not let you edit deals")
  expect(refusal(without("records.bulk"), two, "edit")).toBe("Your role does not let you change several deals at once")
  expect(refusal(without("records.bulk"), at(open), "edit")).toBeUndefined()
  expect(refusal(without("deals.delete"), two, "delete")).toBe("Your role does not let you delete deals")
  expect(refusal(without("deals.delete"), two, "edit")).toBeUndefined()
  expect(refusal(without("owner.change"), two, "assign")).toBe("Your role does not let you change who owns a deal")
  expect(refusal(without("records.edit"), [], "edit")).toBeUndefined()
})
