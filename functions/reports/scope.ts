import type { Scope } from "../../shared/condition.ts"
import { meaningsOf } from "../../shared/field-facts.ts"
import { dayIn, offsetIn } from "../../shared/time.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

/** What the report engine may show an actor, and what facts do not hold. */
export async function scopeOf(actor: Actor, now = Date.now()): Promise<Scope> {
  const setup = await setupOf(actor)
  return {
    userId: actor.userId,
    sight: actor.sight,
    offsetMinutes: offsetIn(setup.workspace.zone),
    customFields: new Map(setup.fields.flatMap(meaningsOf)),
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
