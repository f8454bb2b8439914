/**
 * The projector: everything that follows from a change follows here, from the table's stream. Each projection takes whole
 * batches and comes to the same however often, late or in what order changes arrive, so a batch that fails is simply
 * delivered again. Browsers are told first: they wait for it.
 */
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import type { DynamoDBStreamEvent } from "aws-lambda"
import { logger, tracer } from "../platform/telemetry.ts"
import { audit, traceOf } from "./audit.ts"
import { computed } from "./computed.ts"
import { announce, events } from "./events.ts"
import { facts, names } from "./facts.ts"
import { files } from "./files.ts"
import { formulas } from "./formulas.ts"
import { goodsEvents, goodsImageOf } from "./goods.ts"
import { hookEvent, receivedOf } from "./hooks.ts"
import { imageOf } from "./image.ts"
import { importEvents, jobImageOf, liveImports } from "./imports.ts"
import { live } from "./live.ts"
import { log } from "./log.ts"
import { liveNotifications, toldImageOf } from "./notifications.ts"
import { purge } from "./purge.ts"
import { rollups } from "./rollups.ts"
import { stages } from "./stages.ts"
import { trails } from "./trails.ts"
import { words } from "./words.ts"

export const handler = middy<DynamoDBStreamEvent, void>()
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer))
  .handler(async (event) => {
    const images = await computed(event.Records.flatMap((record) => imageOf(record) ?? []))
    const jobs = event.Records.flatMap((record) => jobImageOf(record) ?? [])
    const goods = event.Records.flatMap((record) => goodsImageOf(record) ?? [])
    const traces = event.Records.flatMap((record) => traceOf(record) ?? [])
    const received = event.Records.flatMap((record) => receivedOf(record) ?? [])
    const notified = event.Records.flatMap((record) => toldImageOf(record) ?? [])
    const told = Promise.all([live(images), liveImports(jobs), liveNotifications(notified)]).catch((error: unknown) =>
      logger.warn("live push failed", error as Error),
    )
    await Promise.all([
      log(images),
      audit({ images, goods, jobs, traces }),
      trails(images),
      facts(images),
      names(images),
      words(images),
      rollups(images),
      formulas(images),
      stages(images),
      events(images),
      announce([...importEvents(jobs), ...goodsEvents(goods)]),
    ])
    // each by itself: one may be nearly as large as the bus takes
    for (const one of received) await announce([hookEvent(one)])
    await Promise.all([purge(images), files(images)])
    await told
  })
