/** The official client, as it comes from npm, for products, what deals sell, leads, projects and tasks. */
import * as v1 from "pipedrive/v1"
import * as v2 from "pipedrive/v2"
import { beforeAll, expect, test } from "vitest"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let one: v1.Configuration
let two: v2.Configuration
let person: number
let product: number

const idOf = ({ data }: { data?: { id?: number } | null }) => Number(data?.id)

beforeAll(async () => {
  workspace = await newWorkspace()
  one = new v1.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/v1` })
  two = new v2.Configuration({ apiKey: workspace.token, basePath: `${workspace.url}/api/v2` })
  person = (await workspace.post("/api/v2/persons", { name: "Maija Mets" })).id
  const AddProductRequest = { name: "Pump 200", code: "P-200", prices: [{ currency: "EUR", price: 120 }] }
  product = idOf(await new v2.ProductsApi(two).addProduct({ AddProductRequest }))
})

test("products", async () => {
  const products = new v2.ProductsApi(two)
  const id = product
  expect((await products.updateProduct({ id, UpdateProductRequest: { unit: "piece" } })).data).toMatchObject({ id })
  expect((await products.getProduct({ id })).data).toMatchObject({ unit: "piece", prices: [{ price: 120 }] })
  expect((await products.getProducts({ sort_by: "name", limit: 5 })).data).toMatchObject([{ id }])
  const copy = idOf(await products.duplicateProduct({ id }))
  const variation = await products.addProductVariation({ id: copy, AddProductVariationRequest: { name: "Blue" } })
  const product_variation_id = idOf(variation)
  const varied = { id: copy, product_variation_id }
  await products.updateProductVariation({ ...varied, UpdateProductVariationRequest: { name: "Navy" } })
  expect((await products.getProductVariations({ id: copy })).data).toMatchObject([{ name: "Navy" }])
  expect((await products.deleteProductVariation(varied)).data).toEqual({ id: product_variation_id })
  const file = new File(["bytes"], "pump.png", { type: "image/png" })
  expect((await products.uploadProductImage({ id, data: file })).data).toMatchObject({ product_id: id })
  await products.updateProductImage({ id, data: file })
  expect((await products.getProductImage({ id })).data).toMatchObject({ name: "pump.png", mime_type: "image/png" })
  await products.deleteProductImage({ id })
  await products.addProductFollower({ id, AddDealFollowerRequest: { user_id: 1 } })
  expect((await products.getProductFollowers({ id })).data).toMatchObject([{ user_id: 1 }])
  await products.deleteProductFollower({ id, follower_id: 1 })
  expect((await products.deleteProduct({ id: copy })).data).toEqual({ id: copy })
  await eventually(async () => {
    expect((await products.getProductFollowersChangelog({ id })).data).toHaveLength(2)
    expect((await products.searchProducts({ term: "pump" })).data?.items).toMatchObject([{ item: { id } }])
  })
  const old = new v1.ProductsApi(one)
  await old.addProductFollower({ id, AddProductFollowerRequest: { user_id: 1 } })
  expect((await old.getProductFollowers({ id })).data).toMatchObject([{ id: 1, product_id: id }])
  expect((await old.getProductUsers({ id })).data).toEqual([1])
  expect((await old.getProductFiles({ id })).data).toEqual([])
  await old.deleteProductFollower({ id, follower_id: 1 })
  await expect(products.getProduct({ id: 999_999 })).rejects.toMatchObject({ success: false })
})

test("what a deal sells", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Two pumps", person_id: person })
  const lines = new v2.DealProductsApi(two)
  const AddDealProductRequest = { product_id: product, item_price: 120, quantity: 2 }
  const product_attachment_id = idOf(await lines.addDealProduct({ id, AddDealProductRequest }))
  await lines.addManyDealProducts({
    id,
    CreateManyDealProductRequest: { data: [{ product_id: product, item_price: 10, quantity: 1 }] },
  })
  const changed = { id, product_attachment_id, UpdateDealProductRequest: { quantity: 3 } }
  expect((await lines.updateDealProduct(changed)).data).toMatchObject({ sum: 360 })
  expect((await lines.getDealProducts({ id })).data).toHaveLength(2)
  expect((await lines.getDealsProducts({ deal_ids: [id, 999_999] })).data).toHaveLength(2)
  const deals = new v2.DealsApi(two)
  const discount = await deals.postAdditionalDiscount({
    id,
    AddAdditionalDiscountRequestBody: { description: "Spring", amount: 10, type: "percentage" },
  })
  const discount_id = String(discount.data?.id)
  expect((await deals.getAdditionalDiscounts({ id })).data).toMatchObject([{ id: discount_id, deal_id: id }])
  expect((await deals.getDeal({ id })).data).toMatchObject({ value: 333, acv: 333, mrr: 0 })
  await deals.deleteAdditionalDiscount({ id, discount_id })
  const installments = new v2.DealInstallmentsApi(two)
  const posted = await installments.postInstallment({
    id,
    AddInstallmentRequestBody: { description: "Half", amount: 185, billing_date: "2026-05-01" },
  })
  expect((await installments.getInstallments({ deal_ids: [id] })).data).toMatchObject([{ amount: 185 }])
  await installments.deleteInstallment({ id, installment_id: idOf(posted) })
  expect((await lines.deleteDealProduct({ id, product_attachment_id })).data).toEqual({ id: product_attachment_id })
  expect((await lines.deleteManyDealProducts({ id })).data?.ids).toHaveLength(1)
})

test("leads, their labels and sources, and conversion", async () => {
  const leads = new v1.LeadsApi(one)
  const labels = new v1.LeadLabelsApi(one)
  const label = await labels.addLeadLabel({ AddLeadLabelRequest: { name: "Icy", color: "blue" } })
  const labelId = String(label.data?.id)
  await labels.updateLeadLabel({ id: labelId, UpdateLeadLabelRequest: { name: "Icier" } })
  const AddLeadRequest = { title: "Pumps for Mets", person_id: person, label_ids: [labelId] }
  const added = await leads.addLead({ AddLeadRequest })
  const id = String(added.data?.id)
  await leads.updateLead({ id, UpdateLeadRequest: { value: { amount: 5, currency: "EUR" } } })
  expect((await leads.getLead({ id })).data).toMatchObject({ label_ids: [labelId], value: { amount: 5 } })
  expect((await leads.getLeads({ limit: 10 })).data).toMatchObject([{ id }])
  expect((await leads.getArchivedLeads({})).data).toEqual([])
  expect((await leads.getLeadUsers({ id })).data).toEqual([1])
  expect((await labels.getLeadLabels()).data).toHaveLength(4)
  expect((await labels.deleteLeadLabel({ id: labelId })).data).toEqual({ id: labelId })
  expect((await new v1.LeadSourcesApi(one).getLeadSources()).data).toContainEqual({ name: "API" })
  const current = new v2.LeadsApi(two)
  await eventually(async () => {
    expect((await current.searchLeads({ term: "mets" })).data?.items).toMatchObject([{ item: { id } }])
  })
  const begun = await current.convertLeadToDeal({ id, ConvertLeadToDealRequest: {} })
  const conversion_id = String(begun.data?.conversion_id)
  const status = await current.getLeadConversionStatus({ id, conversion_id })
  expect(status.data).toMatchObject({ status: "completed", deal_id: expect.any(Number) })
  const gone = await leads.addLead({ AddLeadRequest: { title: "Gone", person_id: person } })
  expect((await leads.deleteLead({ id: String(gone.data?.id) })).success).toBe(true)
})

test("projects, boards, phases, templates and tasks in both versions", async () => {
  const boards = new v2.ProjectBoardsApi(two)
  const phases = new v2.ProjectPhasesApi(two)
  const board = idOf(await boards.addProjectBoard({ AddProjectBoardRequest: { name: "Sites" } }))
  const phase = idOf(await phases.addProjectPhase({ AddProjectPhaseRequest: { name: "Dig", board_id: board } }))
  await boards.updateProjectBoard({ id: board, UpdateProjectBoardRequest: { order_nr: 1 } })
  expect((await phases.getProjectsPhases({ board_id: board })).data).toMatchObject([{ id: phase }])
  const projects = new v2.ProjectsApi(two)
  const AddProjectRequest = { title: "Install pumps", phase_id: phase }
  const id = idOf(await projects.addProject({ AddProjectRequest }))
  await projects.updateProject({ id, UpdateProjectRequest: { status: "completed" } })
  expect((await projects.getProject({ id })).data).toMatchObject({ status: "completed", board_id: board })
  expect((await projects.getProjects({})).data).toMatchObject([{ id }])
  expect((await projects.getProjectUsers({ id })).data).toEqual([1])
  expect((await new v2.ProjectTemplatesApi(two).getProjectTemplates({})).data).toEqual([])
  const tasks = new v2.TasksApi(two)
  const task = idOf(await tasks.addTask({ AddTaskRequest: { title: "Dig", project_id: id } }))
  await tasks.updateTask({ id: task, UpdateTaskRequest: { done: 1 } })
  expect((await tasks.getTask({ id: task })).data).toMatchObject({ is_done: true })
  expect((await tasks.getTasks({ project_id: id })).data).toMatchObject([{ id: task }])
  const old = new v1.ProjectsApi(one)
  expect((await old.getProject({ id })).data).toMatchObject({ id, labels: [], phase_id: phase })
  expect((await old.getProjectPlan({ id })).data).toMatchObject([{ item_id: task, item_type: "task" }])
  expect((await old.getProjectTasks({ id })).data).toMatchObject([{ id: task, done: 1 }])
  expect((await old.getProjectActivities({ id })).data).toEqual([])
  expect((await new v1.TasksApi(one).getTask({ id: task })).data).toMatchObject({ done: 1, assignee_id: null })
  expect((await tasks.deleteTask({ id: task })).data).toEqual({ id: task })
  expect((await old.archiveProject({ id })).data).toMatchObject({ id })
  expect((await projects.getArchivedProjects({})).data).toMatchObject([{ id }])
  expect((await projects.deleteProject({ id })).data).toEqual({ id })
})
