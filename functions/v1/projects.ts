import { templateAnswer } from "../../shared/api/project-answer.ts"
import type { ProjectChange } from "../../shared/api/projects.ts"
import { v1Board, v1Phase, v1Project, v1ProjectActivity } from "../../shared/api/v1/project.ts"
import { type V1ProjectChange, v1Projects } from "../../shared/api/v1/projects.ts"
import { customGiven, flatCustom } from "../../shared/api/v1/refs.ts"
import { v1Task } from "../../shared/api/v1/tasks.ts"
import type { Project } from "../../shared/project.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import * as boards from "../projects/boards.ts"
import { found } from "../projects/listing.ts"
import { place, plan } from "../projects/plan.ts"
import * as projects from "../projects/projects.ts"
import * as templates from "../projects/templates.ts"
import { sliceOf } from "../records/few.ts"
import { list as listRecords } from "../records/list.ts"
import * as tasks from "../tasks/tasks.ts"

const shown = (setup: Setup, project: Project) => ({
  ...v1Project(project),
  ...flatCustom(setup.fields, "project", project),
})

/** v1 shows nothing beside one of something. */
const alone = <T>(data: T) => ({ data, additional_data: null })

async function one(actor: Actor, project: Project) {
  return alone(shown(await setupOf(actor), project))
}

function changeOf(actor: Actor, setup: Setup, body: V1ProjectChange): ProjectChange {
  const several = (id: number | null | undefined) => (id === undefined ? undefined : id === null ? [] : [id])
  const { title, board_id, phase_id, description, status, owner_id, start_date, end_date, deal_ids } = body
  return {
    title,
    board_id,
    phase_id,
    description,
    status,
    owner_id,
    start_date,
    end_date,
    deal_ids,
    org_ids: several(body.org_id),
    person_ids: several(body.person_id),
    label_ids: body.labels,
    health_status: body.health_status,
    custom_fields: customGiven(setup.fields, "project", body, actor.currency),
  }
}

export const projectsPart = domain(v1Projects, {
  list: async ({ actor, query }) => {
    const { include_archived, ...asked } = query
    const { records, nextCursor } = await found(actor, asked, include_archived ? undefined : false)
    const setup = await setupOf(actor)
    return { data: records.map((project) => shown(setup, project)), nextCursor }
  },
  add: async ({ actor, body }) => {
    const change = changeOf(actor, await setupOf(actor), body)
    return one(actor, await projects.add(actor, { ...change, title: body.title, template_id: body.template_id }))
  },
  get: async ({ actor, params }) => one(actor, await projects.need(open(actor), actor, params.id)),
  update: async ({ actor, params, body }) =>
    one(actor, await projects.change(actor, params.id, changeOf(actor, await setupOf(actor), body))),
  remove: async ({ actor, params }) => alone(await projects.remove(actor, params.id)),
  archive: async ({ actor, params }) => one(actor, await projects.change(actor, params.id, { archived: true })),
  plan: async ({ actor, params }) => alone(await plan(actor, params.id)),
  planActivity: async ({ actor, params, body }) =>
    alone(await place(actor, params.id, "activity", params.activityId, body)),
  planTask: async ({ actor, params, body }) => alone(await place(actor, params.id, "task", params.taskId, body)),
  groups: async ({ actor, params }) => {
    const { groups } = await projects.need(open(actor), actor, params.id)
    return alone(groups.map(({ id, name, order }) => ({ id, name, order_nr: order })))
  },
  tasks: async ({ actor, params, query }) => {
    await projects.need(open(actor), actor, params.id)
    const { records, nextCursor } = await tasks.list(actor, { ...query, project_id: params.id })
    return { data: records.map(v1Task), nextCursor }
  },
  activities: async ({ actor, params, query: { limit, cursor } }) => {
    await projects.need(open(actor), actor, params.id)
    const parent = { kind: "project" as const, id: params.id }
    const page = await listRecords(actor, { kind: "activity", parent, sortBy: "id", direction: "asc", limit, cursor })
    return {
      data: page.records.map((activity) => v1ProjectActivity(activity, actor.workspaceId)),
      nextCursor: page.nextCursor,
    }
  },
  boards: async ({ actor }) => alone(boards.liveBoards(await setupOf(actor)).map(v1Board)),
  board: async ({ actor, params }) => alone(v1Board(await boards.board(actor, params.id))),
  phases: async ({ actor, query }) => {
    await boards.board(actor, query.board_id)
    return alone(boards.livePhases(await setupOf(actor), query.board_id).map(v1Phase))
  },
  phase: async ({ actor, params }) => alone(v1Phase(await boards.phase(actor, params.id))),
  templates: async ({ actor, query }) =>
    sliceOf(templates.liveTemplates(await setupOf(actor)).map(templateAnswer), query),
  template: async ({ actor, params }) => alone(templateAnswer(await templates.template(actor, params.id))),
})
