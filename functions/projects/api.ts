import { projectAnswer, templateAnswer } from "../../shared/api/project-answer.ts"
import { boardAnswer, phaseAnswer, projectBoards, projectPhases } from "../../shared/api/project-boards.ts"
import { projects as api } from "../../shared/api/projects.ts"
import { taskAnswer, tasks as tasksApi } from "../../shared/api/tasks.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Project } from "../../shared/project.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceOf } from "../records/few.ts"
import { permittedUsers } from "../records/permitted.ts"
import * as tasks from "../tasks/tasks.ts"
import * as boards from "./boards.ts"
import * as listing from "./listing.ts"
import * as projects from "./projects.ts"
import * as templates from "./templates.ts"

async function shown(actor: Actor, project: Project) {
  const setup = await setupOf(actor)
  return projectAnswer(withFormulas("project", project, setup.fields), customKeys(setup, "project"))
}

export const projectDomains = [
  domain(api, {
    list: ({ actor, query }) => listing.list(actor, query, false),
    listArchived: ({ actor, query }) => listing.list(actor, query, true),
    create: async ({ actor, body }) => shown(actor, await projects.add(actor, body)),
    get: async ({ actor, params }) => shown(actor, await projects.need(open(actor), actor, params.id)),
    update: async ({ actor, params, body }) => shown(actor, await projects.change(actor, params.id, body)),
    remove: ({ actor, params }) => projects.remove(actor, params.id),
    archive: async ({ actor, params }) => shown(actor, await projects.change(actor, params.id, { archived: true })),
    users: async ({ actor, params }) => permittedUsers(actor, await projects.need(open(actor), actor, params.id)),
    changelog: async ({ actor, params, query }) => {
      await projects.need(open(actor), actor, params.id)
      return listing.changelog(actor, params.id, query)
    },
    addGroup: async ({ actor, params, body }) => {
      const { id, name, order } = await projects.addGroup(actor, params.id, body.name)
      return { id, name, order_nr: order }
    },
    listTemplates: async ({ actor, query }) =>
      sliceOf(templates.liveTemplates(await setupOf(actor)).map(templateAnswer), query),
    getTemplate: async ({ actor, params }) => templateAnswer(await templates.template(actor, params.id)),
    addTemplate: async ({ actor, body }) => templateAnswer(await templates.add(actor, body)),
    removeTemplate: ({ actor, params }) => templates.remove(actor, params.id),
  }),
  domain(projectBoards, {
    list: async ({ actor }) => ({
      data: boards.liveBoards(await setupOf(actor)).map(boardAnswer),
      additional_data: null,
    }),
    create: async ({ actor, body }) => boardAnswer(await boards.addBoard(actor, body)),
    get: async ({ actor, params }) => boardAnswer(await boards.board(actor, params.id)),
    update: async ({ actor, params, body }) => boardAnswer(await boards.changeBoard(actor, params.id, body)),
    remove: ({ actor, params }) => boards.removeBoard(actor, params.id),
  }),
  domain(projectPhases, {
    list: async ({ actor, query }) => {
      await boards.board(actor, query.board_id)
      return { data: boards.livePhases(await setupOf(actor), query.board_id).map(phaseAnswer), additional_data: null }
    },
    create: async ({ actor, body }) => phaseAnswer(await boards.addPhase(actor, body)),
    get: async ({ actor, params }) => phaseAnswer(await boards.phase(actor, params.id)),
    update: async ({ actor, params, body }) => phaseAnswer(await boards.changePhase(actor, params.id, body)),
    remove: ({ actor, params }) => boards.removePhase(actor, params.id),
  }),
  domain(tasksApi, {
    list: async ({ actor, query }) => {
      const { records, nextCursor } = await tasks.list(actor, query)
      return { data: records.map(taskAnswer), nextCursor }
    },
    create: async ({ actor, body }) => taskAnswer(await tasks.add(actor, body)),
    get: async ({ actor, params }) => taskAnswer(await tasks.need(open(actor), actor, params.id)),
    update: async ({ actor, params, body }) => taskAnswer(await tasks.change(actor, params.id, body)),
    remove: ({ actor, params }) => tasks.remove(actor, params.id),
  }),
]
