import * as z from "zod"
import type { Board, Phase } from "../project.ts"
import { BodyId, ById, Deleted, QueryId, Title } from "./fields.ts"
import { route } from "./route.ts"

export const BoardAnswer = z.object({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  add_time: z.string(),
  update_time: z.string(),
})
export const PhaseAnswer = BoardAnswer.extend({ board_id: z.int() })

export function boardAnswer(board: Board): z.infer<typeof BoardAnswer> {
  return {
    id: board.id,
    name: board.name,
    order_nr: board.order,
    add_time: board.addedAt,
    update_time: board.changedAt,
  }
}

export function phaseAnswer(phase: Phase): z.infer<typeof PhaseAnswer> {
  return {
    id: phase.id,
    name: phase.name,
    board_id: phase.boardId,
    order_nr: phase.order,
    add_time: phase.addedAt,
    update_time: phase.changedAt,
  }
}

const Place = z.int("must be a whole number").min(1, "must be at least 1").max(1_000_000, "must be at most 1000000")

const BoardBody = z.strictObject({ name: Title, order_nr: Place })
const NewBoard = BoardBody.partial({ order_nr: true })
export type BoardBody = z.infer<typeof BoardBody>
const PhaseBody = z.strictObject({ name: Title, board_id: BodyId, order_nr: Place })
const NewPhase = PhaseBody.partial({ order_nr: true })
export type PhaseBody = z.infer<typeof PhaseBody>

function changeOf<T extends z.ZodObject>(body: T) {
  return body.partial().refine((given) => Object.keys(given).length > 0, "must change at least one field")
}

export const projectBoards = {
  list: route({
    method: "GET",
    path: "/api/v2/boards",
    summary: "List project boards",
    permission: "records.see",
    cost: 10,
    answer: z.array(BoardAnswer),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/boards",
    summary: "Add a project board",
    permission: "projects.shape",
    cost: 5,
    body: NewBoard,
    answer: BoardAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/boards/{id}",
    summary: "Get a project board",
    permission: "records.see",
    cost: 10,
    params: ById,
    answer: BoardAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/boards/{id}",
    summary: "Change a project board's name or place",
    permission: "projects.shape",
    cost: 5,
    params: ById,
    body: changeOf(BoardBody),
    answer: BoardAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/boards/{id}",
    summary: "Remove a project board that holds no projects, with its phases",
    permission: "projects.shape",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}

export const projectPhases = {
  list: route({
    method: "GET",
    path: "/api/v2/phases",
    summary: "List the phases of a project board",
    permission: "records.see",
    cost: 10,
    query: z.strictObject({ board_id: QueryId }),
    answer: z.array(PhaseAnswer),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/phases",
    summary: "Add a phase to a project board",
    permission: "projects.shape",
    cost: 5,
    body: NewPhase,
    answer: PhaseAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/phases/{id}",
    summary: "Get a phase",
    permission: "records.see",
    cost: 10,
    params: ById,
    answer: PhaseAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/phases/{id}",
    summary: "Change a phase's name or place; an empty one may go to another board",
    permission: "projects.shape",
    cost: 5,
    params: ById,
    body: changeOf(PhaseBody),
    answer: PhaseAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/phases/{id}",
    summary: "Remove a phase that holds no projects",
    permission: "projects.shape",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
