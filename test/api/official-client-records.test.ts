/** The official client, unchanged, against the API: what it calls for records and people in both versions. */
import * as v1 from "pipedrive/v1"
import * as v2 from "pipedrive/v2"
import { beforeAll, expect, test } from "vitest"
import { addFile } from "../support/files.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let old: v1.Configuration
let current: v2.Configuration
let ids: { organization: number; person: number; deal: number; user: number }

beforeAll(async () => {
  workspace = await newWorkspace()
  old = new v1.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/v1` })
  current = new v2.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/api/v2` })
  const added = await new v2.OrganizationsApi(current).addOrganization({
    AddOrganizationRequest: { name: "Põldmaa OÜ", address: { value: "Narva mnt 1, Tallinn" } },
  })
  const organization = Number(added.data?.id)
  const person = await new v2.PersonsApi(current).addPerson({
    AddPersonRequest: { name: "Piret Põld", org_id: organization, emails: [{ value: "piret@test.example" }] },
  })
  const deal = await new v2.DealsApi(current).addDeal({
    AddDealRequest: {
      title: "Ploughs",
      value: 1200,
      currency: "EUR",
      org_id: organization,
      person_id: Number(person.data?.id),
    },
  })
  const user = await workspace.post("/api/v2/users", { name: "Uku Uus" })
  ids = { organization, person: Number(person.data?.id), deal: Number(deal.data?.id), user: user.id }
})

test("v2: records are read, listed, searched and changed", async () => {
  const deals = new v2.DealsApi(current)
  expect((await deals.getDeal({ id: ids.deal })).data).toMatchObject({ title: "Ploughs", person_id: ids.person })
  await deals.updateDeal({ id: ids.deal, UpdateDealRequest: { value: 1500 } })
  expect((await deals.getDeals({ ids: String(ids.deal) })).data).toMatchObject([{ id: ids.deal, value: 1500 }])
  const pipelines = await new v2.PipelinesApi(current).getPipelines({})
  const stages = await new v2.StagesApi(current).getStages({ pipeline_id: Number(pipelines.data?.[0]?.id) })
  expect(stages.data?.length).toBeGreaterThan(3)
  const activities = new v2.ActivitiesApi(current)
  const activity = await activities.addActivity({
    AddActivityRequest: { subject: "Ring", type: "call", deal_id: ids.deal },
  })
  expect((await activities.getActivity({ id: Number(activity.data?.id) })).data).toMatchObject({ subject: "Ring" })
  const search = new v2.ItemSearchApi(current)
  await eventually(async () => {
    const found = await search.searchItem({ term: "piret" })
    expect(found.data?.items).toMatchObject([{ item: { type: "person", id: ids.person } }])
  })
  const byField = await search.searchItemByField({
    term: "põld",
    entity_type: "person",
    match: "middle",
    field: "name",
  })
  expect(byField.data).toEqual([{ id: ids.person, name: "Piret Põld" }])
  expect((await new v2.UsersApi(current).getUserFollowers({ id: ids.user })).data).toEqual([])
})

test("v2: archived deals are listed by themselves, and who began to follow is told", async () => {
  const deals = new v2.DealsApi(current)
  const added = await deals.addDeal({ AddDealRequest: { title: "Old ploughs", is_archived: true } })
  const id = Number(added.data?.id)
  await deals.addDealFollower({ id, AddDealFollowerRequest: { user_id: ids.user } })
  await deals.deleteDealFollower({ id, follower_id: ids.user })
  await eventually(async () => {
    expect((await deals.getArchivedDeals({})).data).toMatchObject([{ id, is_archived: true }])
    const { data } = await deals.getDealFollowersChangelog({ id })
    expect(data).toMatchObject([
      { action: "removed", follower_user_id: ids.user },
      { action: "added", follower_user_id: ids.user },
    ])
  })
})

test("v1: what hangs on a deal", async () => {
  const deals = new v1.DealsApi(old)
  const { deal: id, person } = ids
  await addFile(workspace, { deal_id: id })
  await workspace.post("/api/v2/notes", { content: "<p>Rusty</p>", deal_id: id })
  const follower = await deals.addDealFollower({ id, AddDealFollowerRequest: { user_id: ids.user } })
  expect((await deals.getDealFollowers({ id })).data).toMatchObject([{ user_id: ids.user, deal_id: id }])
  expect(await deals.deleteDealFollower({ id, follower_id: Number(follower.data?.id) })).toMatchObject({
    data: { id: follower.data?.id },
  })
  const second = await workspace.post("/api/v2/persons", { name: "Siim Sepp" })
  const joined = await deals.addDealParticipant({ id, AddDealParticipantRequest: { person_id: second.id } })
  expect(joined).toMatchObject({ success: true, data: { person_id: { name: "Siim Sepp", value: second.id } } })
  const { data: people } = await deals.getDealParticipants({ id })
  expect(people?.map((one) => one.person?.id)).toEqual([person, second.id])
  await deals.deleteDealParticipant({ id, deal_participant_id: Number(people?.[1]?.id) })
  await eventually(async () => {
    const came = await deals.getDealParticipantsChangelog({ id })
    expect(came.data).toMatchObject([
      { action: "removed", person_id: second.id },
      { action: "added", person_id: second.id },
      { action: "added", person_id: person },
    ])
    const log = await deals.getDealChangelog({ id })
    expect(log.data).toContainEqual(expect.objectContaining({ field_key: "value", new_value: "1500" }))
    const flow = await deals.getDealUpdates({ id })
    const objects = new Set(flow.data?.map((one) => one.object))
    expect([...objects].sort()).toEqual(["activity", "dealChange", "file", "note"])
  })
  expect((await deals.getDealFiles({ id })).data).toMatchObject([{ deal_id: id, deal_name: "Ploughs" }])
  expect((await deals.getDealMailMessages({ id })).data).toEqual([])
  expect(await deals.getDealUsers({ id })).toMatchObject({ data: [1] })
  const copy = await deals.duplicateDeal({ id })
  expect(copy.data).toMatchObject({ title: "Copy of Ploughs", user_id: 1, person_id: person })
  const merged = await deals.mergeDeals({ id: Number(copy.data?.id), MergeDealsRequest: { merge_with_id: id } })
  expect(merged.data).toMatchObject({ id, merge_what_id: copy.data?.id, title: "Ploughs" })
})

test("v1: sums, timelines and statistics", async () => {
  const deals = new v1.DealsApi(old)
  const year = String(new Date().getUTCFullYear())
  const period = { start_date: `${year}-01-01`, end_date: `${year}-12-31` }
  await eventually(async () => {
    const summary = await deals.getDealsSummary({ status: "open" })
    expect(summary.data).toMatchObject({
      total_count: 1,
      values_total: { EUR: { value: 1500, value_formatted: "€1,500" } },
    })
    const timeline = await deals.getDealsTimeline({ ...period, interval: "quarter", amount: 4, field_key: "add_time" })
    const counts = [timeline.data].flat().map((one) => one?.totals?.count ?? 0)
    expect([counts.length, counts.reduce((sum, count) => sum + count, 0)]).toEqual([4, 1])
    const movement = await new v1.PipelinesApi(old).getPipelineMovementStatistics({ id: 1, ...period })
    expect(movement.data?.new_deals).toMatchObject({ count: 1, deals_ids: [ids.deal] })
  })
  const conversion = await new v1.PipelinesApi(old).getPipelineConversionStatistics({ id: 1, ...period })
  expect(conversion.data).toMatchObject({ won_conversion: 0, lost_conversion: 0 })
  expect((await new v1.PipelinesApi(old).getPipelineDeals({ id: 1, everyone: 1 })).data).toMatchObject([
    { id: ids.deal },
  ])
  const { data: stages } = await new v2.StagesApi(current).getStages({})
  expect((await new v1.StagesApi(old).getStageDeals({ id: Number(stages?.[0]?.id) })).data).toHaveLength(1)
})

test("v1: persons and organizations", async () => {
  const persons = new v1.PersonsApi(old)
  const twin = await workspace.post("/api/v2/persons", { name: "P. Põld", phones: [{ value: "+372 5551234" }] })
  const merged = await persons.mergePersons({ id: twin.id, MergePersonsRequest: { merge_with_id: ids.person } })
  expect(merged.data).toMatchObject({
    id: ids.person,
    name: "Piret Põld",
    org_name: "Põldmaa OÜ",
    merge_what_id: twin.id,
    phone: [{ value: "+372 5551234", primary: true }],
  })
  expect((await persons.getPersonFollowers({ id: ids.person })).data).toEqual([])
  expect((await persons.getPersonUpdates({ id: ids.person })).success).toBe(true)
  const organizations = new v1.OrganizationsApi(old)
  const branch = await workspace.post("/api/v2/organizations", { name: "Põldmaa Lõuna" })
  const ties = new v1.OrganizationRelationshipsApi(old)
  const tie = await ties.addOrganizationRelationship({
    AddOrganizationRelationshipRequest: {
      type: "parent",
      rel_owner_org_id: ids.organization,
      rel_linked_org_id: branch.id,
    },
  })
  const id = Number(tie.data?.id)
  const listed = await ties.getOrganizationRelationships({ org_id: ids.organization })
  expect(listed.data).toMatchObject([{ id, calculated_type: "daughter", related_organization_name: "Põldmaa Lõuna" }])
  const changed = await ties.updateOrganizationRelationship({
    id,
    OrganizationRelationship: { type: "related" },
  })
  expect(changed.data).toMatchObject({ type: "related", rel_linked_org_id: { value: branch.id } })
  const into = { id: branch.id, MergeOrganizationsRequest: { merge_with_id: ids.organization } }
  expect((await organizations.mergeOrganizations(into)).data).toEqual({ id: ids.organization })
  await expect(ties.getOrganizationRelationship({ id })).rejects.toMatchObject({ success: false })
  expect((await organizations.getOrganizationUsers({ id: ids.organization })).data).toEqual([1])
})

test("v1: activity types, what changed lately, people and the account", async () => {
  const types = new v1.ActivityTypesApi(old)
  const own = await types.addActivityType({
    AddActivityTypeRequest: { name: "Site visit", icon_key: "car", color: "aeb31b" },
  })
  expect(own.data).toMatchObject({ key_string: "site_visit", is_custom_flag: true, order_nr: 7 })
  const activity = await new v2.ActivitiesApi(current).addActivity({
    AddActivityRequest: { subject: "Look", type: "site_visit" },
  })
  expect(activity.data?.type).toBe("site_visit")
  await types.updateActivityType({ id: Number(own.data?.id), UpdateActivityTypeRequest: { name: "Visit" } })
  expect((await types.deleteActivityType({ id: Number(own.data?.id) })).data).toMatchObject({
    name: "Visit",
    active_flag: false,
  })
  expect((await types.getActivityTypes()).data?.map((type) => type.key_string)).not.toContain("site_visit")
  const recents = await new v1.RecentsApi(old).getRecents({ since_timestamp: "2020-01-01 00:00:00", items: "deal" })
  expect(recents.data?.at(-1)).toMatchObject({ item: "deal" })
  const users = new v1.UsersApi(old)
  expect((await users.getCurrentUser()).data).toMatchObject({ id: 1, company_id: workspace.id, is_you: true })
  expect((await users.findUsersByName({ term: "uku" })).data).toMatchObject([{ id: ids.user, activated: false }])
  expect((await users.getUsers()).data).toHaveLength(2)
  const invited = await users.addUser({
    AddUserRequest: { email: `mari-${workspace.id}@test.example`, access: [{ app: "sales" }] },
  })
  expect(invited.data).toMatchObject({ name: `mari-${workspace.id}`, is_admin: 0 })
  const shutOut = await users.updateUser({ id: Number(invited.data?.id), UpdateUserRequest: { active_flag: false } })
  expect(shutOut.data).toMatchObject({ active_flag: false })
  expect((await users.getUserPermissions({ id: ids.user })).data).toMatchObject({ can_add_custom_fields: false })
  expect((await users.getUserRoleAssignments({ id: 1 })).data).toMatchObject([{ user_id: 1, role_id: 1 }])
  expect((await users.getUserRoleSettings({ id: 1 })).data).toMatchObject({ deal_default_visibility: 3 })
  const euro = (await new v1.CurrenciesApi(old).getCurrencies({ term: "EUR" })).data
  expect(euro).toContainEqual(expect.objectContaining({ code: "EUR", symbol: "€", decimal_points: 2 }))
  expect((await new v1.UserSettingsApi(old).getUserSettings()).data).toMatchObject({ list_limit: 100 })
  expect((await new v1.UserConnectionsApi(old).getUserConnections()).success).toBe(true)
  expect((await new v1.BillingApi(old).getCompanyAddons()).data).toEqual([])
  const stranger = new v1.Configuration({ apiKey: "0".repeat(40), basePath: `${workspace.url}/v1` })
  await expect(new v1.UsersApi(stranger).getUsers()).rejects.toMatchObject({ success: false, errorCode: 401 })
})
