/** Persons under v1. */
import * as z from "zod"
import type { Field } from "../../field.ts"
import { Title } from "../fields.ts"
import type { PersonChange } from "../persons.ts"
import { route } from "../route.ts"
import { V1Activity } from "./activity.ts"
import { ActivitiesQuery, ContactQuery, DealsQuery, Labels, V1Channels, Visibility } from "./contact-fields.ts"
import { V1Deal } from "./deal.ts"
import { V1ById, V1Gone, V1GoneMany, V1Id, V1IdOrNull, V1Ids, V1InstantOrNull } from "./fields.ts"
import { followerRoutes, historyRoutes, mergeRoute } from "./of-record.ts"
import { V1Person } from "./person.ts"
import { customGiven } from "./refs.ts"

const PersonBody = z.looseObject({
  name: Title,
  owner_id: V1Id.optional(),
  org_id: V1IdOrNull.optional(),
  email: V1Channels.optional(),
  phone: V1Channels.optional(),
  visible_to: Visibility.optional(),
  ...Labels,
})

export const V1NewPerson = PersonBody.extend({ add_time: V1InstantOrNull.optional() })
export const V1PersonChange = PersonBody.partial()
export type V1PersonChange = z.infer<typeof V1PersonChange>

export function personChangeOf(body: V1PersonChange, fields: readonly Field[], currency: string): PersonChange {
  return {
    name: body.name,
    owner_id: body.owner_id,
    org_id: body.org_id,
    emails: body.email,
    phones: body.phone,
    visible_to: body.visible_to,
    label_ids: body.label_ids ?? body.label,
    custom_fields: customGiven(fields, "person", body, currency),
  }
}

export const V1PersonQuery = z.object(ContactQuery)
export type V1PersonQuery = z.infer<typeof V1PersonQuery>

export const v1Persons = {
  list: route({
    method: "GET",
    path: "/v1/persons",
    summary: "List persons",
    permission: "records.see",
    cost: 20,
    query: V1PersonQuery,
    answer: z.array(V1Person),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/persons",
    summary: "Add a person",
    permission: "records.add",
    cost: 10,
    body: V1NewPerson,
    answer: V1Person,
    envelope: "v1",
    status: 201,
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/persons",
    summary: "Move several persons to the trash",
    permission: "records.bulk",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/persons/{id}",
    summary: "Get a person",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Person,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/persons/{id}",
    summary: "Change fields of a person",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: V1PersonChange,
    answer: V1Person,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/persons/{id}",
    summary: "Move a person to the trash",
    permission: "persons.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  deals: route({
    method: "GET",
    path: "/v1/persons/{id}/deals",
    summary: "List deals of a person",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: DealsQuery,
    answer: z.array(V1Deal),
    envelope: "v1page",
  }),
  activities: route({
    method: "GET",
    path: "/v1/persons/{id}/activities",
    summary: "List activities of a person",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: ActivitiesQuery,
    answer: z.array(V1Activity),
    envelope: "v1page",
  }),
  merge: mergeRoute("persons", "a person", V1Person),
  ...historyRoutes("persons", "a person"),
  ...followerRoutes("persons", "a person"),
}
