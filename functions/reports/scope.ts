import type { Scope } from "../../shared/condition.ts"
import type { FieldType } from "../../shared/field.ts"
import type { FactMeaning } from "../../shared/report.ts"
import { dayIn, offsetIn } from "../../shared/time.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

const MEANING: Record<FieldType, FactMeaning> = {
  varchar: "text",
  varchar_auto: "text",
  phone: "text",
  address: "text",
  time: "text",
  timerange: "text",
  daterange: "date",
  user: "user",
  people: "id",
  org: "id",
  text: "text",
  date: "date",
  double: "number",
  monetary: "number",
  enum: "id",
  set: "ids",
}

/** What the report engine may show an actor, and what facts do not hold. */
export async function scopeOf(actor: Actor, now = Date.now()): Promise<Scope> {
  const setup = await setupOf(actor)
  return {
    userId: actor.userId,
    seesAll: actor.role === "admin",
    offsetMinutes: offsetIn(setup.workspace.zone),
    customFields: new Map(setup.fields.map((field) => [field.key, MEANING[field.type]])),
    stageProbability: new Map([...setup.stages.values()].map((stage) => [stage.id, stage.probability])),
    rottenAfterDays: new Map(
      [...setup.stages.values()].flatMap((stage) =>
        stage.rottenAfterDays === undefined ? [] : [[stage.id, stage.rottenAfterDays]],
      ),
    ),
    now: Math.floor(now / 1000),
    today: dayIn(setup.workspace.zone, now),
  }
}
