/** Calls of v1's routes for records, and of what came with them. */

import type { Example, Fixtures } from "./examples.ts"
import { addFile } from "./files.ts"

type Make = (f: Fixtures) => Example | Promise<Example>
type Noun = "deal" | "person" | "organization"

const PATHS = { deal: "deals", person: "persons", organization: "organizations" } as const

async function made(f: Fixtures, path: string, body: object): Promise<number> {
  return (await f.workspace.post<{ id: number }>(path, body)).id
}

const named = (noun: Noun, name: string) => (noun === "deal" ? { title: name } : { name })

async function own(f: Fixtures, noun: Noun, name: string): Promise<number> {
  return made(f, `/api/v2/${PATHS[noun]}`, named(noun, name))
}

function ofRecord(domain: string, noun: Noun): Record<string, Make> {
  const it: Make = (f) => ({ params: { id: f[noun] } })
  return {
    [`${domain}.list`]: () => ({ query: "limit=10" }),
    [`${domain}.create`]: () => ({ body: named(noun, "Added under v1") }),
    [`${domain}.get`]: it,
    [`${domain}.update`]: (f) => ({ params: { id: f[noun] }, body: named(noun, "Changed under v1") }),
    [`${domain}.remove`]: async (f) => ({ params: { id: await own(f, noun, "Gone") } }),
    [`${domain}.removeMany`]: async (f) => ({ query: `ids=${await own(f, noun, "Gone")}` }),
    [`${domain}.activities`]: it,
    [`${domain}.changelog`]: it,
    [`${domain}.flow`]: it,
    [`${domain}.files`]: it,
    [`${domain}.mailMessages`]: it,
    [`${domain}.permittedUsers`]: it,
    [`${domain}.followers`]: it,
    [`${domain}.addFollower`]: (f) => ({ params: { id: f[noun] }, body: { user_id: f.user } }),
    [`${domain}.removeFollower`]: async (f) => {
      const id = await own(f, noun, "Followed")
      const { id: follower_id } = await f.workspace.post(`/v1/${PATHS[noun]}/${id}/followers`, { user_id: f.user })
      return { params: { id, follower_id } }
    },
    [`${domain}.merge`]: async (f) => {
      await addFile(f.workspace, { [`${noun === "organization" ? "org" : noun}_id`]: f[noun] })
      return { params: { id: await own(f, noun, "Twice") }, body: { merge_with_id: f[noun] } }
    },
  }
}

async function tie(f: Fixtures): Promise<number> {
  const ends = { rel_owner_org_id: f.organization, rel_linked_org_id: await own(f, "organization", "Daughter") }
  return made(f, "/v1/organizationRelationships", { type: "parent", ...ends })
}

const activityType = (f: Fixtures) => made(f, "/v1/activityTypes", { name: "Demo", icon_key: "presentation" })
const PERIOD = "start_date=2026-01-01&end_date=2026-12-31"
const TIMELINE = "start_date=2026-01-01&interval=quarter&amount=4&field_key=add_time"

export const V1_RECORDS: Record<string, Make> = {
  ...ofRecord("v1Deals", "deal"),
  ...ofRecord("v1Persons", "person"),
  ...ofRecord("v1Organizations", "organization"),
  "v1Deals.archived": () => ({}),
  "v1Deals.duplicate": (f) => ({ params: { id: f.deal } }),
  "v1Deals.persons": (f) => ({ params: { id: f.deal } }),
  "v1Persons.deals": (f) => ({ params: { id: f.person } }),
  "v1Organizations.deals": (f) => ({ params: { id: f.organization } }),
  "v1Organizations.persons": (f) => ({ params: { id: f.organization } }),
  "v1DealReports.summary": () => ({}),
  "v1DealReports.archivedSummary": () => ({}),
  "v1DealReports.timeline": () => ({ query: TIMELINE }),
  "v1DealReports.archivedTimeline": () => ({ query: TIMELINE }),
  "v1Participants.list": (f) => ({ params: { id: f.deal } }),
  "v1Participants.add": (f) => ({ params: { id: f.deal }, body: { person_id: f.person } }),
  "v1Participants.remove": async (f) => {
    const id = await own(f, "deal", "Shared")
    const added = await f.workspace.post(`/v1/deals/${id}/participants`, { person_id: f.person })
    return { params: { id, deal_participant_id: added.id } }
  },
  "v1Participants.changelog": (f) => ({ params: { id: f.deal } }),
  "v1Relationships.list": (f) => ({ query: `org_id=${f.organization}` }),
  "v1Relationships.create": async (f) => ({
    body: {
      type: "related",
      rel_owner_org_id: f.organization,
      rel_linked_org_id: await own(f, "organization", "Sister"),
    },
  }),
  "v1Relationships.get": async (f) => ({ params: { id: await tie(f) } }),
  "v1Relationships.update": async (f) => ({ params: { id: await tie(f) }, body: { type: "related" } }),
  "v1Relationships.remove": async (f) => ({ params: { id: await tie(f) } }),
  "v1Activities.list": () => ({ query: "user_id=0" }),
  "v1Activities.create": (f) => ({ body: { subject: "Ring", type: "call", deal_id: f.deal } }),
  "v1Activities.get": (f) => ({ params: { id: f.activity } }),
  "v1Activities.update": (f) => ({ params: { id: f.activity }, body: { done: 1 } }),
  "v1Activities.remove": async (f) => ({ params: { id: await made(f, "/api/v2/activities", { subject: "Gone" }) } }),
  "v1Activities.removeMany": async (f) => ({
    query: `ids=${await made(f, "/api/v2/activities", { subject: "Gone" })}`,
  }),
  "v1ActivityTypes.list": () => ({}),
  "v1ActivityTypes.create": () => ({ body: { name: "Video call", icon_key: "camera", color: "aeb31b" } }),
  "v1ActivityTypes.update": async (f) => ({ params: { id: await activityType(f) }, body: { name: "Show" } }),
  "v1ActivityTypes.remove": async (f) => ({ params: { id: await activityType(f) } }),
  "v1ActivityTypes.removeMany": async (f) => ({ query: `ids=${await activityType(f)}` }),
  "v1Pipelines.list": () => ({}),
  "v1Pipelines.create": () => ({ body: { name: "Under v1" } }),
  "v1Pipelines.get": (f) => ({ params: { id: f.pipeline } }),
  "v1Pipelines.update": (f) => ({ params: { id: f.pipeline }, body: { deal_probability: 1 } }),
  "v1Pipelines.remove": async (f) => ({ params: { id: await made(f, "/api/v2/pipelines", { name: "Gone" }) } }),
  "v1Pipelines.deals": (f) => ({ params: { id: f.pipeline }, query: "get_summary=1" }),
  "v1Pipelines.conversions": (f) => ({ params: { id: f.pipeline }, query: PERIOD }),
  "v1Pipelines.movements": (f) => ({ params: { id: f.pipeline }, query: PERIOD }),
  "v1Stages.list": () => ({}),
  "v1Stages.create": (f) => ({ body: { name: "Under v1", pipeline_id: f.pipeline } }),
  "v1Stages.get": (f) => ({ params: { id: f.stage } }),
  "v1Stages.update": (f) => ({ params: { id: f.stage }, body: { rotten_flag: 1, rotten_days: "5" } }),
  "v1Stages.remove": async (f) => ({
    params: { id: await made(f, "/api/v2/stages", { name: "Gone", pipeline_id: f.pipeline }) },
  }),
  "v1Stages.removeMany": async (f) => ({
    query: `ids=${await made(f, "/api/v2/stages", { name: "Gone", pipeline_id: f.pipeline })}`,
  }),
  "v1Stages.deals": (f) => ({ params: { id: f.stage } }),
  "v1Search.items": () => ({ query: "term=mets" }),
  "v1Search.byField": () => ({ query: "term=mai&field_type=personField&field_key=name" }),
  "v1Search.deals": () => ({ query: "term=pumps" }),
  "v1Search.persons": () => ({ query: "term=maija" }),
  "v1Search.organizations": () => ({ query: "term=mets" }),
  "v1Recents.list": () => ({ query: "since_timestamp=2026-01-01%2000:00:00&limit=5" }),
  "v1Users.list": () => ({}),
  "v1Users.create": () => ({ body: { email: `mart-${Math.random().toString(36).slice(2)}@test.example` } }),
  "v1Users.find": () => ({ query: "term=u" }),
  "v1Users.me": () => ({}),
  "v1Users.get": (f) => ({ params: { id: f.user } }),
  "v1Users.update": async (f) => ({
    params: { id: await made(f, "/api/v2/users", { name: "Ott Oja" }) },
    body: { active_flag: false },
  }),
  "v1Users.followers": (f) => ({ params: { id: f.user } }),
  "v1Users.permissions": (f) => ({ params: { id: f.user } }),
  "v1Users.roleAssignments": (f) => ({ params: { id: f.user } }),
  "v1Users.roleSettings": (f) => ({ params: { id: f.user } }),
  "v1Roles.list": () => ({}),
  "v1Roles.create": () => ({ body: { name: "North" } }),
  "v1Roles.get": async (f) => ({ params: { id: await role(f) } }),
  "v1Roles.update": async (f) => ({ params: { id: await role(f) }, body: { name: "South" } }),
  "v1Roles.remove": async (f) => ({ params: { id: await role(f) } }),
  "v1Roles.assignments": async (f) => ({ params: { id: await role(f) } }),
  "v1Roles.assign": async (f) => ({ params: { id: await role(f) }, body: { user_id: f.user } }),
  "v1Roles.unassign": async (f) => {
    const id = await role(f)
    const user_id = await made(f, "/api/v2/users", { name: "Role Away" })
    await f.workspace.call("POST", `/v1/roles/${id}/assignments`, { user_id })
    return { params: { id }, body: { user_id } }
  },
  "v1Roles.settings": async (f) => ({ params: { id: await role(f) } }),
  "v1Roles.set": async (f) => ({
    params: { id: await role(f) },
    body: { setting_key: "deal_default_visibility", value: 5 },
  }),
  "v1Roles.pipelines": async (f) => ({ params: { id: await role(f) } }),
  "v1Roles.setPipelines": async (f) => ({
    params: { id: await role(f) },
    body: { visible_pipeline_ids: { add: [], remove: [f.pipeline] } },
  }),
  "visibilityGroups.list": () => ({}),
  "permissionSets.list": () => ({}),
  "permissionSets.create": () => ({ body: SET }),
  "permissionSets.get": async (f) => ({ params: { id: await set(f) } }),
  "permissionSets.update": async (f) => ({ params: { id: await set(f) }, body: { name: "Juniors", actions: [] } }),
  "permissionSets.remove": async (f) => ({ params: { id: await set(f) } }),
  "permissionSets.assign": async (f) => ({ params: { id: await set(f) }, body: { user_id: f.user } }),
  "permissionSets.unassign": async (f) => {
    const id = await set(f)
    const user_id = await made(f, "/api/v2/users", { name: "Set Aside" })
    await f.workspace.post(`/api/v2/permissionSets/${id}/assignments`, { user_id })
    return { params: { id, user_id } }
  },
  "v1Account.settings": () => ({}),
  "v1Account.connections": () => ({}),
  "v1Account.addons": () => ({}),
  "v1Account.currencies": () => ({ query: "term=euro" }),
  "searchField.find": () => ({ query: "term=mai&entity_type=person&field=name&match=beginning" }),
  "followers.changelogOfDeal": (f) => ({ params: { id: f.deal } }),
  "followers.changelogOfPerson": (f) => ({ params: { id: f.person } }),
  "followers.changelogOfOrganization": (f) => ({ params: { id: f.organization } }),
  "deals.archived": () => ({ query: "limit=10" }),
  "users.followers": (f) => ({ params: { id: f.user } }),
}

/** A group that nothing else is done with. */
const role = (f: Fixtures) => made(f, "/v1/roles", { name: "Field" })

const SET = { name: "Readers", app: "sales", actions: ["products.add"] }
const set = async (f: Fixtures) => (await f.workspace.post<{ id: string }>("/api/v2/permissionSets", SET)).id
