import type { Context, Family } from "../family.ts"
import { createArchives } from "./archives.ts"
import { createBuses } from "./buses.ts"
import { createOutbox } from "./outbox.ts"
import { eventsReceiver, eventsService } from "./put-events.ts"
import { eventTypes } from "./resources.ts"
import { schedulerService, schedulerTypes } from "./scheduler-service.ts"
import { createSchedules } from "./schedules.ts"
import { createTimetable } from "./timetable.ts"

/** EventBridge: buses, rules and archives, and the Scheduler. */
export function createEvents(context: Context): Family {
  const outbox = createOutbox(context)
  const archives = createArchives(context)
  const buses = createBuses(context, outbox, archives)
  const timetable = createTimetable(context)
  const schedules = createSchedules(context, outbox, timetable)
  context.endpoint.service("events", eventsService(context, buses))
  context.endpoint.service("scheduler", schedulerService(context, schedules))
  context.receive("events", eventsReceiver(context, buses))
  return {
    name: "events",
    types: {
      ...eventTypes({ context, buses, archives, timetable }),
      ...schedulerTypes(context, schedules),
    },
    start() {
      archives.prune()
      outbox.start()
      schedules.start()
      timetable.start()
    },
    stop() {
      timetable.stop()
      return outbox.stop()
    },
  }
}
