import { type NewOrganization, type OrganizationChange, organizationAnswer } from "../../shared/api/organizations.ts"
import type { Organization } from "../../shared/organization.ts"
import { canSee, needMay } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { customOf, labelsOf, needCustomLinks, ownerOf } from "../records/references.ts"
import { needFilled } from "../records/required.ts"
import { changed, created } from "../records/stamp.ts"
import { chosenVisibility, needHandOver } from "../records/visibility.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Organization> {
  const organization = await store.get("organization", id)
  if (organization === undefined || !canSee(actor, organization)) {
    throw new Problem("not_found", `Organization ${id} was not found`)
  }
  return organization
}

export async function add(actor: Actor, body: NewOrganization, now = Date.now()): Promise<Organization> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const ownerId = ownerOf(setup, actor, body.owner_id)
  await needCustomLinks(store, actor, setup, "organization", body.custom_fields)
  const [id = 0] = await store.ids("organization")
  const base = created(actor, id, now)
  const organization: Organization = {
    ...base,
    addedAt: body.add_time ?? base.addedAt,
    name: body.name,
    ownerId,
    creatorId: actor.userId,
    visibleTo: chosenVisibility(actor, setup, "organization", ownerId, body.visible_to),
    labelIds: labelsOf(setup, "organization", [], body.label_ids),
    custom: customOf(setup, "organization", {}, body.custom_fields),
    ...profile(body),
  }
  needFilled(
    actor,
    setup,
    "organization",
    undefined,
    organizationAnswer(organization, customKeys(setup, "organization")),
  )
  await store.commit(...store.saving("organization", organization))
  return organization
}

export async function change(
  actor: Actor,
  id: number,
  body: OrganizationChange & { deleted?: boolean },
  now = Date.now(),
): Promise<Organization> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const answer = (organization: Organization) => organizationAnswer(organization, customKeys(setup, "organization"))
  await needCustomLinks(store, actor, setup, "organization", body.custom_fields)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const after: Organization = {
      ...before,
      name: body.name ?? before.name,
      ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
      visibleTo: body.visible_to ?? before.visibleTo,
      labelIds: labelsOf(setup, "organization", before.labelIds, body.label_ids),
      custom: customOf(setup, "organization", before.custom, body.custom_fields),
      ...profile(body),
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    needFilled(actor, setup, "organization", answer(before), answer(after))
    needHandOver(actor, before, after)
    await store.commit(...store.saving("organization", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  needMay(actor, "organizations.delete")
  const organization = await need(open(actor), actor, id)
  if (organization.deletedAt !== undefined) throw new Problem("not_found", `Organization ${id} was not found`)
  await change(actor, id, { deleted: true })
  return { id }
}

/** What a request says of the company itself; null clears. */
function profile(body: OrganizationChange): Partial<Organization> {
  return {
    ...(body.address !== undefined && { address: body.address ?? undefined }),
    ...(body.website !== undefined && { website: body.website ?? undefined }),
    ...(body.linkedin !== undefined && { linkedin: body.linkedin ?? undefined }),
    ...(body.industry !== undefined && { industry: body.industry ?? undefined }),
    ...(body.annual_revenue !== undefined && { annualRevenue: body.annual_revenue ?? undefined }),
    ...(body.employee_count !== undefined && { employeeCount: body.employee_count ?? undefined }),
  }
}
