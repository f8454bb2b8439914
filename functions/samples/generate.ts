/**
 * Sample data for a workspace: a team of eight, a year of its business, and what it is up to now. Pure: a seed, a day and a
 * setup always make the same records. Nothing in them has happened later than the working day before `today`, and ids follow
 * the order in which records were added.
 */
import type { Activity } from "../../shared/activity.ts"
import type { Deal } from "../../shared/deal.ts"
import type { Field } from "../../shared/field.ts"
import type { Note } from "../../shared/note.ts"
import type { Organization } from "../../shared/organization.ts"
import type { Person } from "../../shared/person.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import type { User } from "../../shared/workspace.ts"
import { activities as activitiesOf } from "./activities.ts"
import { yearOfBusiness } from "./business.ts"
import { calendar as calendarOf } from "./calendar.ts"
import { notes as notesOf } from "./notes.ts"
import type { SampleSetup } from "./plan.ts"
import { random as randomOf } from "./random.ts"
import { colleagues, partnerships, sourceField, teamOf } from "./setup.ts"
import { withLabels, withNext, withTouch } from "./shown.ts"

export type Samples = {
  users: User[]
  pipelines: Pipeline[]
  stages: Stage[]
  fields: Field[]
  organizations: Organization[]
  persons: Person[]
  deals: Deal[]
  activities: Activity[]
  notes: Note[]
}

export function generate(seed: number, today: string, setup: SampleSetup): Samples {
  const random = randomOf(seed)
  const calendar = calendarOf(today, setup.zone)
  const { pipeline, stages } = partnerships(setup, calendar)
  const source = sourceField(random, setup, calendar)
  const ways = { sales: setup.sales, partners: { pipelineId: pipeline.id, stageIds: stages.map((stage) => stage.id) } }
  const team = teamOf(setup, calendar)
  const { organizations, persons, dealings } = yearOfBusiness(random, { setup, calendar, team, ways, source })
  const scene = { random, calendar }
  const activities = activitiesOf(scene, { dealings, persons, firstId: setup.first.activity })
  const notes = notesOf(scene, dealings, setup.first.note)
  const deals = dealings.map((one) => one.deal)
  const labelled = {
    organizations: withLabels(organizations, deals, "organizationId", setup.labels.organization),
    persons: withLabels(persons, deals, "personId", setup.labels.person),
  }
  return {
    users: colleagues(setup, calendar),
    pipelines: [pipeline],
    stages,
    fields: [source],
    organizations: withNext(labelled.organizations, activities, "organizationId"),
    persons: withNext(labelled.persons, activities, "personId"),
    deals: withTouch(withNext(deals, activities, "dealId"), activities, notes),
    activities,
    notes,
  }
}
