import { personAnswer } from "../../shared/api/person-answer.ts"
import type { NewPerson, PersonChange } from "../../shared/api/persons.ts"
import { canSee, needMay } from "../../shared/permission.ts"
import type { Channel, Person } from "../../shared/person.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { customOf, labelsOf, linked, needCustomLinks, ownerOf } from "../records/references.ts"
import { needFilled } from "../records/required.ts"
import { changed, created } from "../records/stamp.ts"
import { chosenVisibility, needHandOver } from "../records/visibility.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Person> {
  const person = await store.get("person", id)
  if (person === undefined || !canSee(actor, person)) throw new Problem("not_found", `Person ${id} was not found`)
  return person
}

export async function add(actor: Actor, body: NewPerson, now = Date.now()): Promise<Person> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const ownerId = ownerOf(setup, actor, body.owner_id)
  const [organization, [id = 0]] = await Promise.all([
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
    store.ids("person"),
    needCustomLinks(store, actor, setup, "person", body.custom_fields),
  ])
  const base = created(actor, id, now)
  const person: Person = {
    ...base,
    addedAt: body.add_time ?? base.addedAt,
    name: body.name,
    ownerId,
    creatorId: actor.userId,
    visibleTo: chosenVisibility(actor, setup, "person", ownerId, body.visible_to),
    ...(organization && { organizationId: organization.id, organizationName: organization.name }),
    emails: onePrimary(body.emails ?? []),
    phones: onePrimary(body.phones ?? []),
    labelIds: labelsOf(setup, "person", [], body.label_ids),
    custom: customOf(setup, "person", {}, body.custom_fields),
  }
  needFilled(actor, setup, "person", undefined, personAnswer(person, customKeys(setup, "person")))
  await store.commit(...store.saving("person", person))
  return person
}

export async function change(
  actor: Actor,
  id: number,
  body: PersonChange & { deleted?: boolean },
  now = Date.now(),
): Promise<Person> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const answer = (person: Person) => personAnswer(person, customKeys(setup, "person"))
  await needCustomLinks(store, actor, setup, "person", body.custom_fields)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const organization = await linked(store, actor, "organization", body.org_id ?? undefined, "org_id")
    const { organizationId: _, organizationName: _n, ...free } = before
    const base = body.org_id === undefined ? before : free
    const after: Person = {
      ...base,
      ...(organization && { organizationId: organization.id, organizationName: organization.name }),
      name: body.name ?? before.name,
      ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
      visibleTo: body.visible_to ?? before.visibleTo,
      emails: body.emails === undefined ? before.emails : onePrimary(body.emails),
      phones: body.phones === undefined ? before.phones : onePrimary(body.phones),
      labelIds: labelsOf(setup, "person", before.labelIds, body.label_ids),
      custom: customOf(setup, "person", before.custom, body.custom_fields),
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    needFilled(actor, setup, "person", answer(before), answer(after))
    needHandOver(actor, before, after)
    await store.commit(...store.saving("person", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  needMay(actor, "persons.delete")
  const person = await need(open(actor), actor, id)
  if (person.deletedAt !== undefined) throw new Problem("not_found", `Person ${id} was not found`)
  await change(actor, id, { deleted: true })
  return { id }
}

/** The first marked primary stays so, else the first. */
export function onePrimary(channels: readonly Channel[]): Channel[] {
  const primary = Math.max(
    0,
    channels.findIndex((channel) => channel.primary),
  )
  return channels.map((channel, i) => ({ ...channel, primary: i === primary }))
}
