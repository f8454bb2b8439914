import type { NewTeam, TeamChange } from "../../shared/api/v1/teams.ts"
import { refuse } from "../../shared/comparison.ts"
import { Problem } from "../../shared/problem.ts"
import { Team } from "../../shared/team.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { increase } from "../data/commit.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

/** Teams of a workspace, so that they are read together, and people of one. */
const MOST_TEAMS = 500
const MOST_USERS = 1000

const entries = entriesOf("team", Team)

export async function list(actor: Actor): Promise<Team[]> {
  const all = await entries.list(keys.teams(actor.workspaceId))
  return all.entries.filter((team) => team.deletedAt === undefined)
}

/** The teams of somebody who is in the workspace. */
export async function ofUser(actor: Actor, userId: number): Promise<Team[]> {
  const { users } = await setupOf(actor)
  if (!users.has(userId)) throw new Problem("not_found", `User ${userId} was not found`)
  return (await list(actor)).filter((team) => team.userIds.includes(userId))
}

export async function need(actor: Actor, id: number): Promise<Team> {
  const team = await entries.find(keys.team(actor.workspaceId, id))
  if (team === undefined) throw new Problem("not_found", `Team ${id} does not exist`)
  return team
}

export async function add(actor: Actor, body: NewTeam, now = Date.now()): Promise<Team> {
  const setup = await setupOf(actor)
  if ((await list(actor)).length >= MOST_TEAMS) {
    throw new Problem("conflict", `A workspace has at most ${MOST_TEAMS} teams; delete some first`)
  }
  const w = actor.workspaceId
  const given = {
    name: body.name,
    description: body.description ?? "",
    managerId: body.manager_id,
    userIds: [...new Set(body.users ?? [])],
  }
  check(given, setup)
  const id = await increase({ add: keys.counter(w, "team"), attribute: "last", by: 1 })
  const team: Team = { ...given, id, version: 1, active: true, createdBy: actor.userId, addedAt: instant(now) }
  await open(actor).commit(
    entries.saving(keys.team(w, id), team),
    traced(actor, { action: "added", ...about(team), fields: changesOf(undefined, team) }, now),
  )
  return team
}

const about = ({ id, name }: Team) => ({ object: "team", objectId: String(id), name })

export async function change(actor: Actor, id: number, body: TeamChange, now = Date.now()): Promise<Team> {
  return write(actor, id, ({ deletedAt, ...before }) => {
    const isDeleted = body.deleted_flag ?? deletedAt !== undefined
    return {
      ...before,
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      managerId: body.manager_id ?? before.managerId,
      userIds: body.users === undefined ? before.userIds : [...new Set(body.users)],
      active: body.active_flag ?? before.active,
      ...(isDeleted && { deletedAt: deletedAt ?? instant(now) }),
    }
  })
}

export async function addUsers(actor: Actor, id: number, users: readonly number[]): Promise<number[]> {
  const { userIds } = await write(actor, id, (before) => ({
    ...before,
    userIds: [...new Set([...before.userIds, ...users])],
  }))
  return userIds
}

export async function removeUsers(actor: Actor, id: number, users: readonly number[]): Promise<number[]> {
  const { userIds } = await write(actor, id, (before) => ({
    ...before,
    userIds: before.userIds.filter((user) => !users.includes(user)),
  }))
  return userIds
}

async function write(actor: Actor, id: number, to: (before: Team) => Team): Promise<Team> {
  const setup = await setupOf(actor)
  return retrying(async () => {
    const before = await need(actor, id)
    const after = { ...to(before), version: before.version + 1 }
    check(after, setup)
    const isDeleted = after.deletedAt !== undefined && before.deletedAt === undefined
    await open(actor).commit(
      entries.saving(keys.team(actor.workspaceId, id), after),
      traced(
        actor,
        { action: isDeleted ? "deleted" : "changed", ...about(after), fields: changesOf(before, after) },
        Date.now(),
      ),
    )
    return after
  })
}

function check({ managerId, userIds }: Pick<Team, "managerId" | "userIds">, { users }: Setup): void {
  if (!users.has(managerId)) throw refuse("manager_id", "is not a user of this workspace")
  const unknown = userIds.find((id) => !users.has(id))
  if (unknown !== undefined) throw refuse("users", `no user has the id ${unknown}`)
  if (userIds.length > MOST_USERS) throw refuse("users", `must be at most ${MOST_USERS}`)
}
