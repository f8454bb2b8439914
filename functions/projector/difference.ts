/** What a change changed, in the API's words: for the log, for events, for webhooks. */
import { activityTypeAnswer } from "../../shared/activity-types.ts"
import { activityAnswer } from "../../shared/api/activities.ts"
import { dealAnswer } from "../../shared/api/deal-answer.ts"
import { fieldAnswer } from "../../shared/api/field-meta.ts"
import { fileAnswer } from "../../shared/api/files.ts"
import { filterAnswer } from "../../shared/api/filters.ts"
import { leadAnswer, leadLabelAnswer } from "../../shared/api/leads.ts"
import { noteAnswer } from "../../shared/api/notes.ts"
import { organizationAnswer } from "../../shared/api/organizations.ts"
import { setAnswer } from "../../shared/api/permission-sets.ts"
import { personAnswer } from "../../shared/api/person-answer.ts"
import { pipelineAnswer, stageAnswer } from "../../shared/api/pipelines.ts"
import { productAnswer } from "../../shared/api/product-answer.ts"
import { projectAnswer, templateAnswer } from "../../shared/api/project-answer.ts"
import { boardAnswer, phaseAnswer } from "../../shared/api/project-boards.ts"
import { taskAnswer } from "../../shared/api/tasks.ts"
import { userAnswer } from "../../shared/api/users.ts"
import { groupAnswer } from "../../shared/api/visibility-groups.ts"
import type { Kind } from "../../shared/record.ts"
import type { Everything } from "../data/kinds.ts"

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Difference = { key: string; from: Json; to: Json }

const ANSWERS: { [K in Kind]: (record: Everything[K]) => object } = {
  deal: (deal) => dealAnswer(deal, Object.keys(deal.custom)),
  person: (person) => personAnswer(person, Object.keys(person.custom)),
  organization: (organization) => organizationAnswer(organization, Object.keys(organization.custom)),
  activity: activityAnswer,
  note: noteAnswer,
  file: fileAnswer,
  product: (product) => productAnswer(product, Object.keys(product.custom)),
  lead: (lead) => ({ ...leadAnswer(lead), custom_fields: lead.custom }),
  project: (project) => projectAnswer(project, Object.keys(project.custom)),
  task: taskAnswer,
  user: (user) => userAnswer(user, 0),
  pipeline: pipelineAnswer,
  stage: stageAnswer,
  field: fieldAnswer,
  activityType: activityTypeAnswer,
  leadLabel: leadLabelAnswer,
  board: boardAnswer,
  phase: phaseAnswer,
  projectTemplate: templateAnswer,
  visibilityGroup: groupAnswer,
  permissionSet: setAnswer,
  filter: filterAnswer,
  workspace: ({ name, domain, currency, zone, lostReasons = [], rates = {} }) => ({
    name,
    domain,
    default_currency: currency,
    timezone_name: zone,
    lost_reasons: lostReasons,
    exchange_rates: rates,
  }),
}

export function answerOf<K extends Kind>(kind: K, record: Everything[K]): Record<string, Json> {
  return JSON.parse(JSON.stringify(ANSWERS[kind](record)))
}

/** Fields that every change touches and nobody asks about. */
const SILENT = new Set(["update_time", "is_you"])

/** Fields whose values differ; custom fields by their own key. */
export function differences<K extends Kind>(kind: K, before: Everything[K], after: Everything[K]): Difference[] {
  const from = flat(answerOf(kind, before))
  const to = flat(answerOf(kind, after))
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((key) => !SILENT.has(key) && JSON.stringify(from[key] ?? null) !== JSON.stringify(to[key] ?? null))
    .map((key) => ({ key, from: from[key] ?? null, to: to[key] ?? null }))
}

function flat({ custom_fields, ...rest }: Record<string, Json>): Record<string, Json> {
  const custom =
    typeof custom_fields === "object" && custom_fields !== null && !Array.isArray(custom_fields) ? custom_fields : {}
  return { ...rest, ...custom }
}
