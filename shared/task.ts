import * as z from "zod"
import { Id, Unhidden } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const MOST_ASSIGNEES = 10

/** Something to do in a project, or part of such a task. */
export const Task = Unhidden.extend({
  title: z.string().min(1).max(255),
  description: z.string().max(65_000).optional(),
  projectId: Id,
  parentTaskId: Id.optional(),
  done: z.boolean(),
  doneAt: Instant.optional(),
  milestone: z.boolean(),
  startsOn: Day.optional(),
  dueOn: Day.optional(),
  assigneeIds: z.array(Id).max(MOST_ASSIGNEES),
  priority: z.int().min(0).optional(),
  /** Its place in the project's plan. */
  phaseId: Id.optional(),
  groupId: Id.optional(),
})
export type Task = z.infer<typeof Task>
