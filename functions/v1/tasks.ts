import type { TaskChange } from "../../shared/api/tasks.ts"
import { type V1TaskChange, v1Task, v1Tasks } from "../../shared/api/v1/tasks.ts"
import type { Task } from "../../shared/task.ts"
import { open } from "../data/store.ts"
import { domain } from "../platform/http.ts"
import * as tasks from "../tasks/tasks.ts"

const one = (task: Task) => ({ data: v1Task(task), additional_data: null })

function changeOf({ done, ...body }: V1TaskChange): TaskChange {
  return { ...body, ...(done !== undefined && { done: done ? (1 as const) : (0 as const) }) }
}

export const tasksPart = domain(v1Tasks, {
  list: async ({ actor, query: { done, ...query } }) => {
    const { records, nextCursor } = await tasks.list(actor, { ...query, is_done: done })
    return { data: records.map(v1Task), nextCursor }
  },
  add: async ({ actor, body }) => {
    const { title, project_id } = body
    return one(await tasks.add(actor, { ...changeOf(body), title, project_id }))
  },
  get: async ({ actor, params }) => one(await tasks.need(open(actor), actor, params.id)),
  update: async ({ actor, params, body }) => one(await tasks.change(actor, params.id, changeOf(body))),
  remove: async ({ actor, params }) => ({ data: await tasks.remove(actor, params.id), additional_data: null }),
})
