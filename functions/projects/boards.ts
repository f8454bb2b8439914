/** Boards of projects and their phases: few, so they are read with the setup. */

import type { BoardBody, PhaseBody } from "../../shared/api/project-boards.ts"
import { refuse } from "../../shared/comparison.ts"
import { Problem } from "../../shared/problem.ts"
import type { Board, Phase } from "../../shared/project.ts"
import { instant } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { emptiness } from "../data/phases.ts"
import { freshSetup, type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list } from "../records/list.ts"
import { changed, created } from "../records/stamp.ts"
import { putAt } from "./order.ts"

/** Boards of a workspace, and phases of a board: all of them may move at once. */
const MOST = 40

const byOrder = (a: Board | Phase, b: Board | Phase) => a.order - b.order || a.id - b.id

export function liveBoards({ boards }: Setup): Board[] {
  return [...boards.values()].filter((board) => board.deletedAt === undefined).sort(byOrder)
}

export function livePhases({ phases }: Setup, boardId: number): Phase[] {
  return [...phases.values()].filter((one) => one.boardId === boardId && one.deletedAt === undefined).sort(byOrder)
}

export async function board(actor: Actor, id: number): Promise<Board> {
  return found("Board", id, (await setupOf(actor)).boards.get(id))
}

export async function phase(actor: Actor, id: number): Promise<Phase> {
  return found("Phase", id, (await setupOf(actor)).phases.get(id))
}

export async function addBoard(actor: Actor, body: Partial<BoardBody> & { name: string }, now = Date.now()) {
  const store = open(actor)
  const [id = 0] = await store.ids("board")
  return retrying(async () => {
    const siblings = roomIn(liveBoards((await freshSetup(actor.workspaceId)).setup), "A workspace", "boards")
    const fresh: Board = { ...created(actor, id, now), name: body.name, order: siblings.length + 1 }
    const [record, others] = putAt(fresh, siblings, body.order_nr, actor, now)
    const moved = others.flatMap(([after, then]) => store.saving("board", after, then))
    await store.commit(...store.saving("board", record), ...moved, setupChanged(actor.workspaceId))
    return record
  })
}

export async function changeBoard(actor: Actor, id: number, body: Partial<BoardBody>, now = Date.now()) {
  const store = open(actor)
  return retrying(async () => {
    const before = found("Board", id, await store.get("board", id))
    const siblings = liveBoards((await freshSetup(actor.workspaceId)).setup)
    const renamed: Board = { ...before, name: body.name ?? before.name, ...changed(before, actor, now) }
    const [record, others] = putAt(renamed, siblings, body.order_nr, actor, now)
    const moved = others.flatMap(([after, then]) => store.saving("board", after, then))
    await store.commit(...store.saving("board", record, before), ...moved, setupChanged(actor.workspaceId))
    return record
  })
}

export async function removeBoard(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  const gone = <T extends Board>(one: T): T => ({ ...one, ...changed(one, actor, now), deletedAt: instant(now) })
  return retrying(async () => {
    const { setup, version } = await freshSetup(actor.workspaceId)
    const before = found("Board", id, setup.boards.get(id))
    const phases = livePhases(setup, id)
    const still = await needNoProjects(actor, { field: "board_id", id }, phases, "This board")
    const others = phases.flatMap((one) => store.saving("phase", gone(one), one))
    const noMorePhases = setupChanged(actor.workspaceId, version)
    await store.commit(...store.saving("board", gone(before), before), ...others, ...still, noMorePhases)
    return { id }
  })
}

export async function addPhase(
  actor: Actor,
  body: Partial<PhaseBody> & { name: string; board_id: number },
  now = Date.now(),
) {
  const store = open(actor)
  const [id = 0] = await store.ids("phase")
  return retrying(async () => {
    const { setup, version } = await freshSetup(actor.workspaceId)
    const siblings = roomIn(phasesFor(setup, body.board_id), "A board", "phases")
    const order = siblings.length + 1
    const fresh: Phase = { ...created(actor, id, now), name: body.name, boardId: body.board_id, order }
    const [record, others] = putAt(fresh, siblings, body.order_nr, actor, now)
    const moved = others.flatMap(([after, then]) => store.saving("phase", after, then))
    await store.commit(...store.saving("phase", record), ...moved, setupChanged(actor.workspaceId, version))
    return record
  })
}

export async function changePhase(actor: Actor, id: number, body: Partial<PhaseBody>, now = Date.now()) {
  const store = open(actor)
  return retrying(async () => {
    const before = found("Phase", id, await store.get("phase", id))
    const boardId = body.board_id ?? before.boardId
    const { setup, version } = await freshSetup(actor.workspaceId)
    const siblings = phasesFor(setup, boardId)
    const moves = boardId !== before.boardId
    if (moves) roomIn(siblings, "A board", "phases")
    const still = moves ? await needNoProjects(actor, { field: "phase_id", id }, [before], "This phase") : []
    const kept = { ...before, ...changed(before, actor, now), boardId, name: body.name ?? before.name }
    const placed: Phase = moves ? { ...kept, order: siblings.length + 1 } : kept
    const [record, others] = putAt(placed, siblings, body.order_nr, actor, now)
    const moved = others.flatMap(([after, then]) => store.saving("phase", after, then))
    const counted = setupChanged(actor.workspaceId, moves ? version : undefined)
    await store.commit(...store.saving("phase", record, before), ...moved, ...still, counted)
    return record
  })
}

export async function removePhase(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  return retrying(async () => {
    const before = found("Phase", id, await store.get("phase", id))
    const still = await needNoProjects(actor, { field: "phase_id", id }, [before], "This phase")
    const after = { ...before, ...changed(before, actor, now), deletedAt: instant(now) }
    await store.commit(...store.saving("phase", after, before), ...still, setupChanged(actor.workspaceId))
    return { id }
  })
}

function phasesFor(setup: Setup, boardId: number): Phase[] {
  const known = setup.boards.get(boardId)
  if (known === undefined || known.deletedAt !== undefined) throw refuse("board_id", `no board has the id ${boardId}`)
  return livePhases(setup, boardId)
}

/** Answers the writes whose conditions fail when a project has come since. Facts know those from before projects had edges. */
async function needNoProjects(
  actor: Actor,
  of: { field: "board_id" | "phase_id"; id: number },
  phases: readonly Phase[],
  what: string,
): Promise<Write[]> {
  const found = await Promise.all(phases.map((one) => emptiness(actor.workspaceId, one.id)))
  const everyone = { ...actor, sight: "everything" as const }
  const { records, nextCursor } = await list(everyone, {
    kind: "project",
    conditions: [{ field: of.field, operator: "=", value: of.id }],
    sortBy: "id",
    direction: "asc",
    limit: 100,
    // facts may still have one where it was
    keeps: (project) => (of.field === "phase_id" ? project.phaseId : project.boardId) === of.id,
  })
  if (records.length > 0 || nextCursor !== null || found.some((one) => !one.empty)) {
    throw new Problem("conflict", `${what} holds projects; move them first`)
  }
  return found.map((one) => one.still)
}

function roomIn<T>(siblings: T[], whose: string, what: string): T[] {
  if (siblings.length >= MOST) throw new Problem("conflict", `${whose} has at most ${MOST} ${what}`)
  return siblings
}

function found<T extends Board>(noun: string, id: number, record: T | undefined): T {
  if (record === undefined || record.deletedAt !== undefined) {
    throw new Problem("not_found", `${noun} ${id} was not found`)
  }
  return record
}
