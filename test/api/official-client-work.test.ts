/** The official client, as it comes from npm, for fields, notes, files, filters, calls, goals and mail. */
import * as v1 from "pipedrive/v1"
import * as v2 from "pipedrive/v2"
import { beforeAll, expect, test } from "vitest"
import { currencies } from "../../shared/currencies.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let one: v1.Configuration
let two: v2.Configuration
let deal: number
let person: number

beforeAll(async () => {
  workspace = await newWorkspace()
  one = new v1.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/v1` })
  two = new v2.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/api/v2` })
  person = (await workspace.post("/api/v2/persons", { name: "Maija Mets" })).id
  deal = (await workspace.post("/api/v2/deals", { title: "Pumps", person_id: person })).id
})

/** What the client throws is the answer's body. */
const MISSING = { success: false, error_info: "Object was not found." }

test("fields of v2 and v1", async () => {
  const fields = new v2.DealFieldsApi(two)
  const added = await fields.addDealField({
    AddDealFieldRequest: { field_name: "Tier", field_type: "enum", options: [{ label: "Gold" }, { label: "Tin" }] },
  })
  const field_code = added.data?.field_code ?? ""
  expect(added).toMatchObject({ success: true, data: { field_name: "Tier", options: [{ id: 1 }, { id: 2 }] } })
  const more = await fields.addDealFieldOptions({ field_code, AddDealFieldOptionsRequestInner: [{ label: "Silver" }] })
  expect(more.data).toEqual([{ id: 3, label: "Silver" }])
  await fields.updateDealFieldOptions({ field_code, UpdateDealFieldOptionsRequestInner: [{ id: 2, label: "Lead" }] })
  const gone = await fields.deleteDealFieldOptions({ field_code, DeleteDealFieldOptionsRequestInner: [{ id: 1 }] })
  expect(gone.data).toEqual([{ id: 1, label: "Gold" }])
  const changed = await fields.updateDealField({ field_code, UpdateDealFieldRequest: { field_name: "Rank" } })
  expect(changed.data).toMatchObject({ field_name: "Rank", options: [{ label: "Lead" }, { label: "Silver" }] })
  const list = await fields.getDealFields({ limit: 500 })
  expect(list.data?.map((field) => field.field_code)).toEqual(expect.arrayContaining(["title", field_code]))
  expect((await fields.deleteDealField({ field_code })).data).toMatchObject({ field_code })
  await expect(fields.getDealField({ field_code })).rejects.toMatchObject(MISSING)

  const old = new v1.DealFieldsApi(one)
  const made = await old.addDealField({ CreateFieldRequest: { name: "Area", field_type: "varchar" } })
  const id = made.data?.id ?? 0
  await old.updateDealField({ id, UpdateFieldRequest: { name: "Region" } })
  expect((await old.getDealField({ id })).data).toMatchObject({ name: "Region", field_type: "varchar" })
  expect((await old.getDealFields({ limit: 2 })).additional_data).toMatchObject({ pagination: { limit: 2 } })
  expect((await old.deleteDealFields({ ids: String(id) })).data).toEqual({ id: [id] })
  expect((await new v1.NoteFieldsApi(one).getNoteFields()).data?.[0]).toMatchObject({ key: "content" })
  expect((await new v1.ActivityFieldsApi(one).getActivityFields()).success).toBe(true)
})

test("notes with their comments", async () => {
  const notes = new v1.NotesApi(one)
  const added = await notes.addNote({ AddNoteRequest: { content: "<b>Hi</b>", deal_id: deal, pinned_to_deal_flag: 1 } })
  const id = added.data?.id ?? 0
  expect(added.data).toMatchObject({ content: "<b>Hi</b>", deal: { title: "Pumps" }, pinned_to_deal_flag: true })
  const changed = await notes.updateNote({ id, NoteRequest: { content: "Ho", pinned_to_deal_flag: 0 } })
  expect(changed.data).toMatchObject({ content: "Ho", pinned_to_deal_flag: false })
  const second = await notes.addNote({
    AddNoteRequest: { content: "Two", deal_id: deal, add_time: "2026-01-02 03:04:05" },
  })
  expect(second.data?.add_time).toBe("2026-01-02 03:04:05")
  const page = await notes.getNotes({ deal_id: deal, start: 1, limit: 1 })
  expect(page.data?.map((note) => note.id)).toEqual([second.data?.id])
  expect(page.additional_data?.pagination).toMatchObject({ start: 1, more_items_in_collection: false })
  const comment = await notes.addNoteComment({ id, CommentPostPutObject: { content: "So?" } })
  const commentId = comment.data?.uuid ?? ""
  expect(comment.data).toMatchObject({ object_id: String(id), object_type: "note", active_flag: true })
  await notes.updateCommentForNote({ id, commentId, CommentPostPutObject: { content: "So!" } })
  expect((await notes.getComment({ id, commentId })).data).toMatchObject({ content: "So!" })
  expect((await notes.getNoteComments({ id })).data).toHaveLength(1)
  expect((await notes.deleteComment({ id, commentId })).data).toBe(true)
  expect((await notes.deleteNote({ id })).data).toBe(true)
  await expect(notes.getNoteComments({ id })).rejects.toMatchObject(MISSING)
})

test("files with their bytes, links to documents elsewhere, and a person's picture", async () => {
  const files = new v1.FilesApi(one)
  const file = new File(["%PDF-1.7\n"], "offer.pdf", { type: "application/pdf" })
  const added = await files.addFile({ file, deal_id: deal })
  const id = added.data?.id ?? 0
  expect(added.data).toMatchObject({ file_name: "offer.pdf", file_size: 9, deal_id: deal, deal_name: "Pumps" })
  const changed = await files.updateFile({ id, name: "Our offer", description: "The last" })
  expect(changed.data).toMatchObject({ name: "Our offer", description: "The last", file_name: "offer.pdf" })
  const bytes = await fetch(`${workspace.url}/v1/files/${id}/download`, { headers: { "x-api-token": workspace.token } })
  expect(await bytes.text()).toBe("%PDF-1.7\n")
  const linked = await files.linkFileToItem({
    item_type: "deal",
    item_id: deal,
    remote_id: "1gzyh6",
    remote_location: "googledrive",
  })
  expect(linked.data).toMatchObject({ remote_location: "googledrive", remote_id: "1gzyh6", file_size: 0 })
  const place = await files.addFileAndLinkIt({
    file_type: "gsheet",
    title: "Sums",
    item_type: "person",
    item_id: person,
    remote_location: "googledrive",
  })
  expect(place.data).toMatchObject({ file_type: "gsheet", person_name: "Maija Mets" })
  expect((await files.getFiles({ sort: "id DESC", limit: 2 })).data?.map((one) => one.id)).toEqual([
    place.data?.id,
    linked.data?.id,
  ])
  expect((await files.deleteFile({ id })).data).toEqual({ id })
  expect((await files.getFile({ id })).data).toMatchObject({ active_flag: false })

  const picture = new File(["png"], "me.png", { type: "image/png" })
  const set = await new v1.PersonsApi(one).addPersonPicture({ id: person, file: picture })
  expect(set.data).toMatchObject({ item_id: person, item_type: "person", active_flag: true })
  const shown = await new v2.PersonsApi(two).getPersonPicture({ id: person })
  expect(await (await fetch(shown.data?.pictures?.["128"] ?? "")).text()).toBe("png")
  await new v1.PersonsApi(one).deletePersonPicture({ id: person })
  await expect(new v2.PersonsApi(two).getPersonPicture({ id: person })).rejects.toMatchObject(MISSING)
})

test("filters and what they may say", async () => {
  const filters = new v1.FiltersApi(one)
  const fields = await new v1.DealFieldsApi(one).getDealFields({ limit: 500 })
  const field_id = String(fields.data?.find(({ key }) => key === "title")?.id)
  const conditions = {
    glue: "and",
    conditions: [
      { glue: "and", conditions: [{ object: "deal", field_id, operator: "=", value: "Pumps", extra_value: null }] },
      { glue: "or", conditions: [] },
    ],
  }
  const added = await filters.addFilter({ AddFilterRequest: { name: "Pumps", type: "deals", conditions } })
  const id = added.data?.id ?? 0
  const got = await filters.getFilter({ id, include_field_code: true })
  expect(got.data).toMatchObject({ name: "Pumps", type: "deals", user_id: 1 })
  await filters.updateFilter({ id, UpdateFilterRequest: { name: "Our pumps", conditions } })
  expect((await filters.getFilters({ type: "deals" })).data?.map(({ name }) => name)).toEqual(["Our pumps"])
  await expect
    .poll(async () => (await new v2.DealsApi(two).getDeals({ filter_id: id })).data?.map(({ title }) => title), {
      timeout: 60_000,
    })
    .toEqual(["Pumps"])
  expect(await filters.getFilterHelpers()).toMatchObject({ success: true })
  expect((await filters.deleteFilters({ ids: String(id) })).data).toEqual({ id: [id] })
})

test("call logs with their recordings", async () => {
  const calls = new v1.CallLogsApi(one)
  const added = await calls.addCallLog({
    AddCallLogRequest: {
      subject: "Pumps?",
      outcome: "connected",
      to_phone_number: "+372 5555",
      start_time: "2026-01-02 09:00:00",
      end_time: "2026-01-02 09:05:30",
      deal_id: deal,
      note: "Wants two",
    },
  })
  const id = added.data?.id ?? ""
  expect(added.data).toMatchObject({ subject: "Pumps?", duration: "330", has_recording: false, deal_id: deal })
  const activity = await new v2.ActivitiesApi(two).getActivity({ id: added.data?.activity_id ?? 0 })
  expect(activity.data).toMatchObject({ type: "call", done: true, due_date: "2026-01-02", deal_id: deal })
  const planned = await workspace.post("/api/v2/activities", { subject: "Call Maija", type: "call", deal_id: deal })
  const completed = await calls.addCallLog({
    AddCallLogRequest: {
      activity_id: planned.id,
      outcome: "no_answer",
      to_phone_number: "+372 5555",
      start_time: "2026-01-03T09:00:00Z",
      end_time: "2026-01-03T09:00:10Z",
    },
  })
  expect(completed.data).toMatchObject({ activity_id: planned.id, subject: "Call Maija", deal_id: deal })
  const file = new File(["sound"], "call.mp3", { type: "audio/mpeg" })
  expect(await calls.addCallLogAudioFile({ id, file })).toMatchObject({ success: true })
  await expect(calls.addCallLogAudioFile({ id, file })).rejects.toMatchObject({ success: false })
  expect((await calls.getCallLog({ id })).data).toMatchObject({ has_recording: true })
  const heard = await fetch(`${workspace.url}/v1/callLogs/${id}/recordings`, {
    headers: { "x-api-token": workspace.token },
  })
  expect(await heard.text()).toBe("sound")
  const page = await calls.getUserCallLogs({ start: 1, limit: 1 })
  expect(page.data?.map((call) => call.id)).toEqual([id])
  expect(await calls.deleteCallLog({ id })).toMatchObject({ success: true })
  await expect(calls.getCallLog({ id })).rejects.toMatchObject(MISSING)
  expect((await workspace.call("DELETE", `/v1/callLogs/${id}`)).status).toBe(410)
})

test("goals count what they say", async () => {
  const goals = new v1.GoalsApi(one)
  const body = (name: string, params: object, expected: object) => ({
    AddGoalRequest: {
      title: `Goal of ${name}`,
      assignee: { id: workspace.id, type: "company" },
      type: { name, params },
      expected_outcome: { target: 10, ...expected },
      duration: { start: "2026-01-01", end: null },
      interval: "monthly" as const,
    },
  })
  const resultOf = async (id: string) =>
    (await goals.getGoalResult({ id, period_start: "2026-02-01", period_end: "2026-02-28" })).data?.progress
  const pipeline = await workspace.post("/api/v2/pipelines", { name: "Goals" })
  const stages = [
    await workspace.post("/api/v2/stages", { name: "First", pipeline_id: pipeline.id }),
    await workspace.post("/api/v2/stages", { name: "Second", pipeline_id: pipeline.id, deal_probability: 50 }),
  ]
  const inPipeline = { pipeline_id: [pipeline.id] }
  const won = { status: "won", won_time: "2026-02-10T09:00:00Z" }
  const at = { pipeline_id: pipeline.id, add_time: "2026-02-03T09:00:00Z", currency: "EUR" }
  await workspace.post("/api/v2/deals", { title: "A", value: 100, ...at, ...won })
  await workspace.post("/api/v2/deals", { title: "B", value: 250.5, ...at, ...won, won_time: "2026-03-01T09:00:00Z" })
  await workspace.post("/api/v2/deals", {
    title: "C",
    value: 40,
    ...at,
    stage_id: stages[1]?.id,
    expected_close_date: "2026-02-20",
  })
  await workspace.post("/api/v2/deals", { title: "D", value: 1, ...at, add_time: "2026-03-03T09:00:00Z" })
  await workspace.post("/api/v2/activities", { subject: "X", type: "lunch", done: true })
  const eur = { tracking_metric: "sum", currency_id: currencies().find(({ code }) => code === "EUR")?.id }
  const quantity = { tracking_metric: "quantity" }
  const cases: [string, object, object, number][] = [
    ["deals_started", inPipeline, quantity, 3],
    ["deals_started", inPipeline, eur, 390.5],
    ["deals_won", inPipeline, quantity, 1],
    ["deals_won", inPipeline, eur, 100],
    ["deals_progressed", { ...inPipeline, stage_id: stages[1]?.id }, quantity, 1],
    ["revenue_forecast", inPipeline, eur, 20],
    ["activities_completed", { activity_type_id: [6] }, quantity, 0],
  ]
  for (const [name, params, expected, progress] of cases) {
    const added = await goals.addGoal(body(name, params, expected))
    const id = added.data?.goal?.id ?? ""
    await expect
      .poll(() => resultOf(id), { message: `${name} ${JSON.stringify(expected)}`, timeout: 60_000 })
      .toBe(progress)
    if (name === "activities_completed") {
      const today = new Date().toISOString().slice(0, 10)
      const result = await goals.getGoalResult({ id, period_start: "2026-01-01", period_end: today })
      expect(result.data?.progress).toBe(1)
      await goals.updateGoal({ id, BasicGoalRequest: { title: "Lunches" } })
      expect((await goals.getGoals({ title: "lunch" })).data?.goals?.map((goal) => goal.title)).toEqual(["Lunches"])
      expect(await goals.deleteGoal({ id })).toMatchObject({ success: true, service: "statistics-goals-api" })
      expect((await goals.getGoals({ title: "lunch" })).data?.goals).toEqual([])
    }
  }
})

test("mail that is kept is read in its threads, by its owner until it is shared", async () => {
  const mailbox = new v1.MailboxApi(one)
  const party = (email_address: string, linked_person_id?: number) => [{ email_address, linked_person_id }]
  const keep = (body: object) => workspace.post<{ id: number; mail_thread_id: number }>("/api/v2/mailMessages", body)
  const first = await keep({
    subject: "Pumps",
    from: party("maija@mets.example", person),
    to: party("us@test.example"),
    body: "<p>How <b>much</b>?</p><script>x</script>",
  })
  const id = first.mail_thread_id
  await keep({
    mail_thread_id: id,
    subject: "Re: Pumps",
    from: party("us@test.example"),
    to: party("maija@mets.example", person),
    body: "Ten",
    sent_flag: true,
  })
  const message = await mailbox.getMailMessage({ id: first.id, include_body: 1 })
  expect(message.data).toMatchObject({ subject: "Pumps", snippet: "How much ?", body: "<p>How <b>much</b>?</p>" })
  expect(message.data?.from?.[0]).toMatchObject({ linked_person_id: person, linked_person_name: "Maija Mets" })
  const inbox = await mailbox.getMailThreads({ folder: "inbox" })
  expect(inbox).toMatchObject({ data: [{ id, folders: ["inbox", "sent"], message_count: 2, subject: "Pumps" }] })
  expect((await mailbox.getMailThreadMessages({ id })).data?.map(({ subject }) => subject)).toEqual([
    "Pumps",
    "Re: Pumps",
  ])
  const other = await workspace.colleague("Ott Other")
  expect((await other.call("GET", `/v1/mailbox/mailThreads/${id}`)).status).toBe(404)
  expect(await other.get(`/api/v2/mailMessages?person_id=${person}`)).toEqual([])
  const shared = await mailbox.updateMailThreadDetails({ id, deal_id: deal, shared_flag: 1, archived_flag: 1 })
  expect(shared.data).toMatchObject({ deal_id: deal, deal_status: "open", folders: ["archive"], shared_flag: 1 })
  expect((await other.call("GET", `/v1/mailbox/mailThreads/${id}`)).status).toBe(200)
  expect((await other.call("PUT", `/v1/mailbox/mailThreads/${id}`, { read_flag: 1 })).status).toBe(403)
  expect(await other.get(`/api/v2/mailMessages?deal_id=${deal}`)).toHaveLength(2)
  expect((await mailbox.getMailThreads({ folder: "inbox" })).data).toEqual([])
  expect((await mailbox.deleteMailThread({ id })).data).toEqual({ id })
  await expect(mailbox.getMailThread({ id })).rejects.toMatchObject(MISSING)
  expect(await workspace.get(`/api/v2/mailMessages?deal_id=${deal}`)).toEqual([])
})

test("teams and their people", async () => {
  const teams = new v1.LegacyTeamsApi(one)
  const added = await teams.addTeam({ AddTeamRequest1: { name: "Closers", manager_id: 1, users: [1] } })
  const id = added.data?.id ?? 0
  expect(added.data).toMatchObject({ name: "Closers", users: [1], active_flag: 1, deleted_flag: 0 })
  const { id: user } = await workspace.post("/api/v2/users", { name: "Anu Aru" })
  expect((await teams.addTeamUser({ id, AddTeamUserRequest: { users: [user] } })).data).toEqual([1, user])
  expect((await teams.deleteTeamUser({ id, DeleteTeamUserRequest: { users: [1] } })).data).toEqual([user])
  expect((await teams.getUserTeams({ id: user })).data?.map((team) => team.id)).toEqual([id])
  expect((await teams.getTeamUsers({ id })).data).toEqual([user])
  const gone = await teams.updateTeam({ id, UpdateTeamRequest: { deleted_flag: 1 } })
  expect(gone.data).toMatchObject({ name: "Closers", deleted_flag: 1 })
  expect((await teams.getTeams()).data).toEqual([])
  await expect(teams.addTeam({ AddTeamRequest1: { name: "X", manager_id: 999 } })).rejects.toMatchObject({
    success: false,
  })
})
