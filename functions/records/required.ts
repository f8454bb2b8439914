/**
 * Fields that must be filled in. As with Pipedrive this binds people in the app alone: integrations, imports and what the product
 * does by itself go on working when an admin makes a field required.
 */
import { dealAnswer } from "../../shared/api/deal-answer.ts"
import type { Deal } from "../../shared/deal.ts"
import { type Field, isCustom } from "../../shared/field.ts"
import { Problem } from "../../shared/problem.ts"
import type { Setup } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

type Answer = Record<string, unknown> & { custom_fields: Record<string, unknown> }

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || value === 0 || (Array.isArray(value) && value.length === 0)

function holds(answer: Answer, field: Field): boolean {
  return !isEmpty(isCustom(field) ? answer.custom_fields[field.key] : answer[field.key])
}

function refuse(missing: readonly Field[], why: string): void {
  if (missing.length === 0) return
  const path = (field: Field) => (isCustom(field) ? `custom_fields.${field.key}` : field.key)
  const names = missing.map(({ name }) => name).join(", ")
  throw new Problem("invalid", `${names}: ${why}`, Object.fromEntries(missing.map((field) => [path(field), why])))
}

/** Throws a `Problem` that names what a person, organization or project still lacks, or has just lost. */
export function needFilled(
  actor: Actor,
  setup: Setup,
  of: "person" | "organization" | "project",
  before: Answer | undefined,
  after: Answer,
): void {
  if (actor.via !== "app") return
  const lost = (field: Field) => !holds(after, field) && (before === undefined || holds(before, field))
  const required = setup.fields.filter((field) => field.of === of && field.required !== undefined)
  refuse(required.filter(lost), "must be filled in")
}

/**
 * Throws a `Problem` that names what a deal lacks to come into its stage, to be won or to be lost; or what it has lost that its
 * stage requires. What a deal lacked before it was required keeps nobody from other changes.
 */
export function needFilledDeal(actor: Actor, setup: Setup, before: Deal | undefined, after: Deal): void {
  if (actor.via !== "app" || after.deletedAt !== undefined || after.archivedAt !== undefined) return
  const required = setup.fields.filter(
    (field) => field.of === "deal" && field.required !== undefined && isShownIn(field, after.pipelineId),
  )
  if (required.length === 0) return
  const keys = required.map(({ key }) => key)
  const now = dealAnswer(after, keys)
  const then = before && dealAnswer(before, keys)
  const lacking = required.filter((field) => !holds(now, field))
  const entered = before === undefined || before.stageId !== after.stageId
  refuse(
    lacking.filter(
      (field) => isRequiredIn(field, after.stageId) && (entered || (then !== undefined && holds(then, field))),
    ),
    "must be filled in in this stage",
  )
  const { status } = after
  if (status === "open" || before?.status === status) return
  refuse(
    lacking.filter((field) => isRequiredFor(field, status, after)),
    `must be filled in before a deal is ${status}`,
  )
}

function isShownIn({ shown }: Field, pipelineId: number): boolean {
  return shown?.pipelineIds === undefined || shown.pipelineIds.includes(pipelineId)
}

/** Required without a stage or an outcome is required everywhere. */
export function isEverywhere({ required }: Field): boolean {
  const outcomes = Object.values(required?.outcomes ?? {}).flat()
  return required !== undefined && required.stageIds.length === 0 && outcomes.length === 0
}

function isRequiredIn(field: Field, stageId: number): boolean {
  return isEverywhere(field) || field.required?.stageIds.includes(stageId) === true
}

function isRequiredFor(field: Field, status: "won" | "lost", { pipelineId, stageId }: Deal): boolean {
  return isRequiredIn(field, stageId) || field.required?.outcomes?.[pipelineId]?.includes(status) === true
}
