/** Examples of the routes of products, what deals sell, leads, projects and tasks. */
import type { Example, Fixtures, Make } from "./examples.ts"
import { addFile } from "./files.ts"
import type { Workspace } from "./workspace.ts"

/** One of each, none of which another workspace has by the same id. */
export type Goods = {
  product: number
  variation: number
  sellingDeal: number
  line: number
  discount: string
  installment: number
  lead: string
  leadLabel: string
  board: number
  phase: number
  project: number
  task: number
  template: number
  plannedActivity: number
}

type Made = { id: number }
type MadeUuid = { id: string }

export async function makeGoods(workspace: Workspace, person: number): Promise<Goods> {
  const make = async (path: string, body: object) => (await workspace.post<Made>(path, body)).id
  const makeUuid = async (path: string, body: object) => (await workspace.post<MadeUuid>(path, body)).id
  const product = await make("/api/v2/products", { name: "Pump 200", code: "P-200" })
  const deal = await make("/api/v2/deals", { title: "Two pumps" })
  const line = { product_id: product, item_price: 100, quantity: 2 }
  const board = await make("/api/v2/boards", { name: "Sites" })
  const phase = await make("/api/v2/phases", { name: "Digging", board_id: board })
  const project = await make("/api/v2/projects", { title: "Install pumps", board_id: board })
  return {
    product,
    variation: await make(`/api/v2/products/${product}/variations`, { name: "Blue" }),
    sellingDeal: deal,
    line: await make(`/api/v2/deals/${deal}/products`, line),
    discount: await makeUuid(`/api/v2/deals/${deal}/discounts`, DISCOUNT),
    installment: await make(`/api/v2/deals/${deal}/installments`, INSTALLMENT),
    lead: await makeUuid("/v1/leads", { title: "Pumps for Mets", person_id: person }),
    leadLabel: await makeUuid("/v1/leadLabels", { name: "Lukewarm", color: "orange" }),
    board,
    phase,
    project,
    task: await make("/api/v2/tasks", { title: "Dig", project_id: project }),
    template: await make("/api/v2/projectTemplates", { title: "Site", projects_board_id: board }),
    plannedActivity: await make("/api/v2/activities", { subject: "Look", project_id: project }),
  }
}

const DISCOUNT = { description: "Spring", amount: 5, type: "percentage" }
const INSTALLMENT = { description: "Half", amount: 50, billing_date: "2026-05-01" }
const of = (id: number | string): Example => ({ params: { id } })

export function image(): FormData {
  const data = new FormData()
  data.set("data", new Blob(["bytes"], { type: "image/png" }), "pump.png")
  return data
}

/** Something of its own for a call that ends it. */
async function own(f: Fixtures, path: string, body: object): Promise<{ params: { id: number | string } }> {
  return { params: { id: (await f.workspace.post<{ id: number | string }>(path, body)).id } }
}

/** The same under a record: its id is the parameter `name`. */
async function under(f: Fixtures, id: number, path: string, name: string, body: object): Promise<Example> {
  return { params: { id, [name]: (await f.workspace.post<{ id: number | string }>(path, body)).id } }
}

const aProduct = (f: Fixtures) => own(f, "/api/v2/products", { name: "Gone" })
const aLead = (f: Fixtures) => own(f, "/v1/leads", { title: "Gone", person_id: f.person })
const aProject = (f: Fixtures) => own(f, "/api/v2/projects", { title: "Gone", board_id: f.goods.board })
const aTask = (f: Fixtures) => own(f, "/api/v2/tasks", { title: "Gone", project_id: f.goods.project })

async function pictured(f: Fixtures): Promise<Example> {
  const example = await aProduct(f)
  await f.workspace.post(`/api/v2/products/${example.params.id}/images`, image())
  return example
}

async function followed(f: Fixtures): Promise<Example> {
  const { params } = await aProduct(f)
  await f.workspace.post(`/api/v2/products/${params.id}/followers`, { user_id: f.user })
  return { params: { ...params, follower_id: f.user } }
}

async function converted(f: Fixtures, path: string, id: number | string, to: string): Promise<Example> {
  const { conversion_id } = await f.workspace.post<{ conversion_id: string }>(`${path}/${id}/convert/${to}`, {})
  return { params: { id, conversion_id } }
}

const sold = (f: Fixtures) => `/api/v2/deals/${f.goods.sellingDeal}`

const PRODUCTS: Record<string, Make> = {
  "products.list": () => ({ query: "limit=10&sort_by=name" }),
  "products.create": () => ({ body: { name: "Valve", prices: [{ currency: "EUR", price: 3.5 }] } }),
  "products.get": (f) => of(f.goods.product),
  "products.update": (f) => ({ ...of(f.goods.product), body: { unit: "piece" } }),
  "products.remove": aProduct,
  "products.duplicate": (f) => of(f.goods.product),
  "products.listVariations": (f) => ({ ...of(f.goods.product), query: "limit=10" }),
  "products.addVariation": (f) => ({ ...of(f.goods.product), body: { name: "Red" } }),
  "products.updateVariation": (f) => ({
    params: { id: f.goods.product, product_variation_id: f.goods.variation },
    body: { name: "Navy" },
  }),
  "products.removeVariation": (f) =>
    under(f, f.goods.product, `/api/v2/products/${f.goods.product}/variations`, "product_variation_id", { name: "X" }),
  "products.getImage": pictured,
  "products.addImage": (f) => ({ ...of(f.goods.product), body: image() }),
  "products.updateImage": async (f) => ({ ...(await pictured(f)), body: image() }),
  "products.removeImage": pictured,
  "followers.listOfProduct": (f) => ({ ...of(f.goods.product), query: "limit=10" }),
  "followers.addToProduct": (f) => ({ ...of(f.goods.product), body: { user_id: f.user } }),
  "followers.removeFromProduct": followed,
  "followers.changelogOfProduct": (f) => ({ ...of(f.goods.product), query: "limit=10" }),
  "search.products": () => ({ query: "term=pump" }),
  "leads.search": () => ({ query: "term=pumps" }),
  "search.projects": () => ({ query: "term=install" }),
}

const GOODS: Record<string, Make> = {
  "dealGoods.ofDeals": (f) => ({ query: `deal_ids=${f.goods.sellingDeal},${f.deal}` }),
  "dealGoods.list": (f) => ({ ...of(f.goods.sellingDeal), query: "sort_by=order_nr" }),
  "dealGoods.add": (f) => ({
    ...of(f.goods.sellingDeal),
    body: { product_id: f.goods.product, item_price: 5, quantity: 1 },
  }),
  "dealGoods.addMany": (f) => ({
    ...of(f.goods.sellingDeal),
    body: { data: [{ product_id: f.goods.product, item_price: 5, quantity: 1 }] },
  }),
  "dealGoods.update": (f) => ({
    params: { id: f.goods.sellingDeal, product_attachment_id: f.goods.line },
    body: { quantity: 3 },
  }),
  "dealGoods.remove": (f) =>
    under(f, f.goods.sellingDeal, `${sold(f)}/products`, "product_attachment_id", {
      product_id: f.goods.product,
      item_price: 5,
      quantity: 1,
    }),
  "dealGoods.removeMany": (f) => ({ ...of(f.goods.sellingDeal), query: "ids=999999999" }),
  "dealGoods.listDiscounts": (f) => of(f.goods.sellingDeal),
  "dealGoods.addDiscount": (f) => ({ ...of(f.goods.sellingDeal), body: DISCOUNT }),
  "dealGoods.updateDiscount": (f) => ({
    params: { id: f.goods.sellingDeal, discount_id: f.goods.discount },
    body: { amount: 6 },
  }),
  "dealGoods.removeDiscount": (f) => under(f, f.goods.sellingDeal, `${sold(f)}/discounts`, "discount_id", DISCOUNT),
  "dealGoods.installmentsOfDeals": (f) => ({ query: `deal_ids=${f.goods.sellingDeal}` }),
  "dealGoods.addInstallment": (f) => ({ ...of(f.goods.sellingDeal), body: INSTALLMENT }),
  "dealGoods.updateInstallment": (f) => ({
    params: { id: f.goods.sellingDeal, installment_id: f.goods.installment },
    body: { amount: 60 },
  }),
  "dealGoods.removeInstallment": (f) =>
    under(f, f.goods.sellingDeal, `${sold(f)}/installments`, "installment_id", INSTALLMENT),
}

const LEADS: Record<string, Make> = {
  "leads.convertToDeal": async (f) => ({ ...(await aLead(f)), body: {} }),
  "leads.toDealStatus": async (f) => converted(f, "/api/v2/leads", (await aLead(f)).params.id, "deal"),
  "leads.convertToLead": (f) => own(f, "/api/v2/deals", { title: "Early", person_id: f.person }),
  "leads.toLeadStatus": async (f) => {
    const { params } = await own(f, "/api/v2/deals", { title: "Early", person_id: f.person })
    return converted(f, "/api/v2/deals", params.id, "lead")
  },
  "v1Leads.listLeads": () => ({ query: "start=0&limit=10&sort=title ASC" }),
  "v1Leads.listArchivedLeads": () => ({ query: "limit=10" }),
  "v1Leads.addLead": (f) => ({ body: { title: "Valves", person_id: String(f.person) } }),
  "v1Leads.searchLeads": () => ({ query: "term=pumps" }),
  "v1Leads.getLead": (f) => of(f.goods.lead),
  "v1Leads.updateLead": (f) => ({ ...of(f.goods.lead), body: { was_seen: true } }),
  "v1Leads.putLead": (f) => ({ ...of(f.goods.lead), body: { was_seen: 0 } }),
  "v1Leads.removeLead": aLead,
  "v1Leads.leadUsers": (f) => of(f.goods.lead),
  "v1Leads.listLeadLabels": () => ({}),
  "v1Leads.addLeadLabel": () => ({ body: { name: "Icy", color: "blue" } }),
  "v1Leads.updateLeadLabel": (f) => ({ ...of(f.goods.leadLabel), body: { color: "green" } }),
  "v1Leads.removeLeadLabel": (f) => own(f, "/v1/leadLabels", { name: "Gone", color: "gray" }),
  "v1Leads.listLeadSources": () => ({}),
}

const PROJECTS: Record<string, Make> = {
  "projects.list": (f) => ({ query: `limit=10&phase_id=${f.goods.phase}` }),
  "projects.listArchived": () => ({ query: "limit=10" }),
  "projects.create": (f) => ({ body: { title: "Repair", board_id: f.goods.board, deal_ids: [f.deal] } }),
  "projects.get": (f) => of(f.goods.project),
  "projects.update": (f) => ({ ...of(f.goods.project), body: { health_status: 10 } }),
  "projects.remove": aProject,
  "projects.archive": aProject,
  "projects.users": (f) => of(f.goods.project),
  "projects.changelog": (f) => ({ ...of(f.goods.project), query: "limit=10" }),
  "projects.addGroup": (f) => ({ ...of(f.goods.project), body: { name: "Ground" } }),
  "projects.listTemplates": () => ({ query: "limit=10" }),
  "projects.getTemplate": (f) => of(f.goods.template),
  "projects.addTemplate": (f) => ({ body: { title: "Repair", projects_board_id: f.goods.board } }),
  "projects.removeTemplate": (f) =>
    own(f, "/api/v2/projectTemplates", { title: "Gone", projects_board_id: f.goods.board }),
  "projectBoards.list": () => ({}),
  "projectBoards.create": () => ({ body: { name: "Repairs" } }),
  "projectBoards.get": (f) => of(f.goods.board),
  "projectBoards.update": (f) => ({ ...of(f.goods.board), body: { name: "Sites 2" } }),
  "projectBoards.remove": (f) => own(f, "/api/v2/boards", { name: "Gone" }),
  "projectPhases.list": (f) => ({ query: `board_id=${f.goods.board}` }),
  "projectPhases.create": (f) => ({ body: { name: "Filling", board_id: f.goods.board } }),
  "projectPhases.get": (f) => of(f.goods.phase),
  "projectPhases.update": (f) => ({ ...of(f.goods.phase), body: { name: "Digging deep" } }),
  "projectPhases.remove": (f) => own(f, "/api/v2/phases", { name: "Gone", board_id: f.goods.board }),
  "tasks.list": (f) => ({ query: `project_id=${f.goods.project}&parent_task_id=null` }),
  "tasks.create": (f) => ({ body: { title: "Fill", project_id: f.goods.project } }),
  "tasks.get": (f) => of(f.goods.task),
  "tasks.update": (f) => ({ ...of(f.goods.task), body: { done: 1 } }),
  "tasks.remove": aTask,
}

const V1: Record<string, Make> = {
  "v1Products.list": () => ({ query: "start=0&limit=10" }),
  "v1Products.search": () => ({ query: "term=pump" }),
  "v1Products.add": () => ({ body: { name: "Hose", tax: "20" } }),
  "v1Products.get": (f) => of(f.goods.product),
  "v1Products.update": (f) => ({ ...of(f.goods.product), body: { unit: "box" } }),
  "v1Products.remove": aProduct,
  "v1Products.deals": (f) => ({ ...of(f.goods.product), query: "status=open" }),
  "v1Products.files": async (f) => {
    await addFile(f.workspace, { product_id: f.goods.product })
    return of(f.goods.product)
  },
  "v1Products.followers": (f) => of(f.goods.product),
  "v1Products.addFollower": (f) => ({ ...of(f.goods.product), body: { user_id: f.user } }),
  "v1Products.removeFollower": followed,
  "v1Products.users": (f) => of(f.goods.product),
  "v1Products.ofPerson": (f) => of(f.person),
  "v1DealProducts.list": (f) => of(f.goods.sellingDeal),
  "v1DealProducts.add": (f) => ({
    ...of(f.goods.sellingDeal),
    body: { product_id: f.goods.product, item_price: "5", quantity: 1 },
  }),
  "v1DealProducts.update": (f) => ({
    params: { id: f.goods.sellingDeal, product_attachment_id: f.goods.line },
    body: { quantity: 3, enabled_flag: 1 },
  }),
  "v1DealProducts.remove": (f) =>
    under(f, f.goods.sellingDeal, `${sold(f)}/products`, "product_attachment_id", {
      product_id: f.goods.product,
      item_price: 5,
      quantity: 1,
    }),
  "v1Projects.list": () => ({ query: "limit=10" }),
  "v1Projects.add": (f) => ({ body: { title: "Repair", board_id: f.goods.board } }),
  "v1Projects.get": (f) => of(f.goods.project),
  "v1Projects.update": (f) => ({ ...of(f.goods.project), body: { person_id: f.person } }),
  "v1Projects.remove": aProject,
  "v1Projects.archive": aProject,
  "v1Projects.plan": (f) => of(f.goods.project),
  "v1Projects.planActivity": (f) => ({
    params: { id: f.goods.project, activityId: f.goods.plannedActivity },
    body: { phase_id: f.goods.phase },
  }),
  "v1Projects.planTask": (f) => ({
    params: { id: f.goods.project, taskId: f.goods.task },
    body: { phase_id: f.goods.phase },
  }),
  "v1Projects.groups": (f) => of(f.goods.project),
  "v1Projects.tasks": (f) => of(f.goods.project),
  "v1Projects.activities": (f) => of(f.goods.project),
  "v1Projects.boards": () => ({}),
  "v1Projects.board": (f) => of(f.goods.board),
  "v1Projects.phases": (f) => ({ query: `board_id=${f.goods.board}` }),
  "v1Projects.phase": (f) => of(f.goods.phase),
  "v1Projects.templates": () => ({ query: "limit=10" }),
  "v1Projects.template": (f) => of(f.goods.template),
  "v1Tasks.list": (f) => ({ query: `project_id=${f.goods.project}&done=0` }),
  "v1Tasks.add": (f) => ({ body: { title: "Fill", project_id: f.goods.project } }),
  "v1Tasks.get": (f) => of(f.goods.task),
  "v1Tasks.update": (f) => ({ ...of(f.goods.task), body: { done: 0 } }),
  "v1Tasks.remove": aTask,
}

export const GOODS_EXAMPLES = { ...PRODUCTS, ...GOODS, ...LEADS, ...PROJECTS, ...V1 }
