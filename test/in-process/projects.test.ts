import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb"
import { beforeAll, expect, test, vi } from "vitest"
import type { ProjectAnswer } from "../../shared/api/project-answer.ts"
import type { ProjectStep } from "../../shared/api/projects.ts"
import type { TaskAnswer } from "../../shared/api/tasks.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

let workspace: Workspace

beforeAll(async () => {
  workspace = await newWorkspace()
})

type Named = { id: number; name: string; order_nr: number }

test("a workspace begins with a board; boards and phases are added, put in order and removed when empty", async () => {
  expect(await workspace.get("/api/v2/boards")).toMatchObject([{ id: 1, name: "Projects", order_nr: 1 }])
  const board = await workspace.post<Named>("/api/v2/boards", { name: "Sites", order_nr: 1 })
  const boards = await workspace.get<Named[]>("/api/v2/boards")
  expect(boards.map((one) => [one.name, one.order_nr])).toEqual([
    ["Sites", 1],
    ["Projects", 2],
  ])
  const names = async () => (await workspace.get<Named[]>(`/api/v2/phases?board_id=${board.id}`)).map((one) => one.name)
  for (const name of ["Dig", "Build"]) await workspace.post("/api/v2/phases", { name, board_id: board.id })
  const last = await workspace.post<Named>("/api/v2/phases", { name: "Plan", board_id: board.id, order_nr: 1 })
  expect(await names()).toEqual(["Plan", "Dig", "Build"])
  await workspace.patch(`/api/v2/phases/${last.id}`, { order_nr: 3 })
  expect(await names()).toEqual(["Dig", "Build", "Plan"])
  expect((await workspace.call("PATCH", `/api/v2/phases/${last.id}`, { order_nr: 9 })).body.fields).toHaveProperty(
    "order_nr",
  )
  const project = await workspace.post<ProjectAnswer>("/api/v2/projects", { title: "Here", phase_id: last.id })
  expect(project).toMatchObject({ board_id: board.id, phase_id: last.id })
  expect((await workspace.call("DELETE", `/api/v2/phases/${last.id}`)).status).toBe(409)
  expect((await workspace.call("DELETE", `/api/v2/boards/${board.id}`)).status).toBe(409)
  await workspace.call("DELETE", `/api/v2/projects/${project.id}`)
  await eventually(async () => {
    expect((await workspace.call("DELETE", `/api/v2/boards/${board.id}`)).status).toBe(200)
  })
  expect((await workspace.call("GET", `/api/v2/phases/${last.id}`)).status).toBe(404)
})

test("409 or 400: a phase does not go, nor its board, while a project comes into it, nor a project into one that goes", async () => {
  const workspace = await newWorkspace()
  const elsewhere = await workspace.post<ProjectAnswer>("/api/v2/projects", { title: "Elsewhere" })
  for (let round = 0; round < 12; round++) {
    const board = await workspace.post<Named>("/api/v2/boards", { name: `Site ${round}` })
    const phase = await workspace.post<Named>("/api/v2/phases", { name: "Dig", board_id: board.id })
    const there = { phase_id: phase.id }
    const comes =
      round % 2 === 0
        ? workspace.call<ProjectAnswer>("POST", "/api/v2/projects", { title: "Here", ...there })
        : workspace.call<ProjectAnswer>("PATCH", `/api/v2/projects/${elsewhere.id}`, there)
    const goes = workspace.call("DELETE", round % 3 === 0 ? `/api/v2/boards/${board.id}` : `/api/v2/phases/${phase.id}`)
    const [project, removal] = await Promise.all([comes, goes])
    const came = project.status < 300
    expect([came ? 200 : project.status, removal.status]).toEqual(came ? [200, 409] : [400, 200])
    if (came) expect(await workspace.get(`/api/v2/phases/${phase.id}`)).toMatchObject({ board_id: board.id })
  }
})

test("a project is linked, changed, found, archived, and tells its history", async () => {
  const person = await workspace.post("/api/v2/persons", { name: "Maija Mets" })
  const deal = await workspace.post("/api/v2/deals", { title: "Pumps" })
  const project = await workspace.post<ProjectAnswer>("/api/v2/projects", {
    title: "Install pumps",
    description: "In the basement",
    deal_ids: [deal.id],
    person_ids: [person.id],
    label_ids: [1],
    start_date: "2026-05-01",
  })
  expect(project).toMatchObject({ status: "open", deal_ids: [deal.id], status_change_time: null, archive_time: null })
  const at = `/api/v2/projects/${project.id}`
  expect((await workspace.call("PATCH", at, { end_date: "2026-04-01" })).body.fields).toHaveProperty("end_date")
  expect((await workspace.call("PATCH", at, { deal_ids: [999_999] })).body.fields).toHaveProperty("deal_ids")
  await workspace.patch(at, { status: "completed", title: "Pumps installed" })
  await eventually(async () => {
    const [step] = await workspace.get<ProjectStep[]>(`${at}/changelog`)
    expect(step).toMatchObject({
      new_values: { status: "completed", title: "Pumps installed" },
      old_values: { status: "open", title: "Install pumps" },
    })
    const ids = async (query: string) =>
      (await workspace.get<ProjectAnswer[]>(`/api/v2/projects?${query}`)).map((one) => one.id)
    expect(await ids(`deal_id=${deal.id}`)).toEqual([project.id])
    expect(await ids("status=completed")).toEqual([project.id])
    expect(await ids("status=open,canceled")).toEqual([])
    const found = await workspace.get<{ items: unknown[] }>("/api/v2/projects/search?term=basement")
    expect(found.items).toMatchObject([
      { item: { id: project.id, deal: { id: deal.id }, phase: { name: "Kick-off" } } },
    ])
  })
  expect(await workspace.call("POST", `${at}/archive`)).toMatchObject({ status: 200 })
  expect(await workspace.get("/api/v2/projects")).toEqual([])
  expect(await workspace.get("/api/v2/projects/archived")).toMatchObject([{ id: project.id }])
})

test("a template may plan more than one transaction holds", async () => {
  const tasks = Array.from({ length: 80 }, (_, at) => ({ title: `Step ${at}` }))
  const template = await workspace.post("/api/v2/projectTemplates", { title: "Tower", projects_board_id: 1, tasks })
  const { id } = await workspace.post("/api/v2/projects", { title: "Tower 1", template_id: template.id })
  expect(await workspace.get(`/api/v2/tasks?project_id=${id}&limit=100`)).toHaveLength(80)
})

test("a project that broke off is not there, and nothing of its plan: asked again it comes whole", async () => {
  const tasks = Array.from({ length: 40 }, (_, at) => ({ title: `Storey ${at}` }))
  const template = await workspace.post("/api/v2/projectTemplates", { title: "House", projects_board_id: 1, tasks })
  const send = DynamoDBClient.prototype.send
  const broken = vi.spyOn(DynamoDBClient.prototype, "send").mockImplementation(function (
    this: DynamoDBClient,
    ...asked: unknown[]
  ) {
    const [command] = asked
    if (command instanceof TransactWriteItemsCommand && JSON.stringify(command.input).includes("House 1"))
      return Promise.reject(new Error("the connection was cut"))
    return Reflect.apply(send, this, asked)
  })
  const refused = await workspace.call("POST", "/api/v2/projects", { title: "House 1", template_id: template.id })
  broken.mockRestore()
  expect(refused.status).toBe(500)
  const shown = async () =>
    (await workspace.get<TaskAnswer[]>("/api/v2/tasks?limit=500")).filter(({ title }) => title.startsWith("Storey"))
  expect(await shown()).toEqual([])
  const { id } = await workspace.post("/api/v2/projects", { title: "House 1", template_id: template.id })
  expect(await workspace.get(`/api/v2/tasks?project_id=${id}&limit=100`)).toHaveLength(40)
  expect(await shown()).toHaveLength(40)
})

test("a template's tasks come with a project; tasks have parts, which go with them", async () => {
  const template = await workspace.post("/api/v2/projectTemplates", {
    title: "Site",
    projects_board_id: 1,
    groups: ["Ground"],
    tasks: [{ title: "Dig", starts_after_days: 2, due_after_days: 5 }],
  })
  const body = { title: "New site", template_id: template.id, start_date: "2026-05-01" }
  const project = await workspace.post<ProjectAnswer>("/api/v2/projects", body)
  const tasks = (more = "") => workspace.get<TaskAnswer[]>(`/api/v2/tasks?project_id=${project.id}${more}`)
  const [dig] = await tasks()
  expect(dig).toMatchObject({ title: "Dig", start_date: "2026-05-03", due_date: "2026-05-06", is_done: false })
  const part = { title: "Shovel", project_id: project.id, parent_task_id: dig?.id, assignee_ids: [1], done: 1 }
  const shovel = await workspace.post<TaskAnswer>("/api/v2/tasks", part)
  expect(shovel).toMatchObject({ is_done: true, marked_as_done_time: expect.any(String), assignee_ids: [1] })
  const deeper = await workspace.call("POST", "/api/v2/tasks", { ...part, parent_task_id: shovel.id })
  expect(deeper.body.fields).toHaveProperty("parent_task_id")
  await eventually(async () => {
    expect((await tasks("&parent_task_id=null")).map((task) => task.title)).toEqual(["Dig"])
    expect((await tasks("&is_done=true&assignee_id=1")).map((task) => task.title)).toEqual(["Shovel"])
  })
  const groups = await workspace.get<Named[]>(`/v1/projects/${project.id}/groups`)
  expect(groups).toMatchObject([{ name: "Ground", order_nr: 1 }])
  const activity = await workspace.post("/api/v2/activities", { subject: "Look", project_id: project.id })
  const placed = await workspace.call("PUT", `/v1/projects/${project.id}/plan/activities/${activity.id}`, {
    phase_id: 2,
    group_id: groups[0]?.id,
  })
  expect(placed.body.data).toEqual({
    item_id: activity.id,
    item_type: "activity",
    phase_id: 2,
    group_id: groups[0]?.id,
  })
  expect(await workspace.get<unknown[]>(`/v1/projects/${project.id}/plan`)).toHaveLength(3)
  expect((await workspace.call("DELETE", `/api/v2/tasks/${dig?.id}`)).status).toBe(200)
  expect(await tasks()).toEqual([])
})
