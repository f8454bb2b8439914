import { type ProjectAnswer, projectAnswer } from "../../shared/api/project-answer.ts"
import type { ProjectQuery, ProjectStep } from "../../shared/api/projects.ts"
import type { Page } from "../../shared/api/route.ts"
import { refuse } from "../../shared/comparison.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Project } from "../../shared/project.ts"
import type { Condition } from "../../shared/report.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { listOf } from "../records/by-filter.ts"
import * as history from "../records/history.ts"
import { conditionsOf, type Listed } from "../records/listing.ts"

/** `archived`: only these, none of them, or (undefined) both. */
export async function found(
  actor: Actor,
  query: Partial<ProjectQuery> & { limit: number },
  archived: boolean | undefined,
): Promise<Listed<Project>> {
  const { filter_id, status, phase_id, deal_id, person_id, org_id, limit, cursor } = query
  const deleted = status?.includes("deleted") === true
  const conditions: Condition[] = conditionsOf({ phase_id, deal_id, person_id, org_id })
  if (status !== undefined && !deleted) {
    conditions.push({ field: "status", operator: "in", value: status })
  }
  if (filter_id !== undefined) {
    if (deleted) throw refuse("status", "deleted cannot be asked for with filter_id")
    conditions.push(...conditionsOf({ is_archived: archived }))
  }
  return listOf(actor, filter_id, {
    kind: "project",
    deleted,
    conditions,
    sortBy: "id",
    direction: "asc",
    limit,
    cursor,
    keeps: (project) => archived === undefined || (project.archivedAt !== undefined) === archived,
  })
}

export async function list(
  actor: Actor,
  query: Partial<ProjectQuery> & { limit: number },
  archived: boolean,
): Promise<Page<ProjectAnswer[]>> {
  const { records, nextCursor } = await found(actor, query, archived)
  const setup = await setupOf(actor)
  const keys = customKeys(setup, "project")
  const data = records.map((project) => projectAnswer(withFormulas("project", project, setup.fields), keys))
  return { data, nextCursor }
}

/** A project's changes version by version, as this operation tells them. */
export async function changelog(
  actor: Actor,
  id: number,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ProjectStep[]>> {
  const { data, nextCursor } = await history.of(actor, "project", id, query)
  const steps = [...Map.groupBy(data, (entry) => entry.version).values()].flatMap((entries): ProjectStep[] => {
    const [first] = entries
    if (first === undefined) return []
    return [
      {
        change_source: first.change_source,
        change_source_user_agent: null,
        time: first.time,
        new_values: Object.fromEntries(entries.map((entry) => [entry.field_key, entry.new_value])),
        old_values: Object.fromEntries(entries.map((entry) => [entry.field_key, entry.old_value])),
        actor_user_id: first.actor_user_id,
      },
    ]
  })
  return { data: steps, nextCursor }
}
