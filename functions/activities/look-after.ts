/** Run by the clock, for every workspace: series whose next occurrences are near get them, and changed formulas are brought to their end. */
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import { dayIn } from "../../shared/time.ts"
import { seriesDue } from "../data/series.ts"
import { logger, tracer } from "../platform/telemetry.ts"
import { lookAfterFormulas } from "../projector/formulas.ts"
import { inTurns } from "../records/turns.ts"
import { settle } from "./settle.ts"

/** The day is the earliest on earth's clocks last, so that no zone waits for another's midnight. */
const EASTERNMOST = "Pacific/Kiritimati"

export async function lookAfter(now = Date.now()): Promise<{ series: number }> {
  let [series, after] = [0, undefined as Record<string, unknown> | undefined]
  do {
    const page = await seriesDue(dayIn(EASTERNMOST, now), after)
    await inTurns(page.due, 4, ({ workspaceId, seriesId }) =>
      // one that fails waits for the next hour and keeps no other from its own
      settle(workspaceId, seriesId, now).catch((error: Error) => logger.error("a series was not looked after", error)),
    )
    series += page.due.length
    after = page.next
  } while (after !== undefined)
  return { series }
}

export const handler = middy()
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer))
  .handler(async () => {
    const [{ series }, formulas] = await Promise.all([lookAfter(), lookAfterFormulas()])
    return { series, formulas }
  })
