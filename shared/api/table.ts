/** The route table: every route of the product, by the domain whose Lambda serves it. */
import { activities } from "./activities.ts"
import { board } from "./board.ts"
import { customFields } from "./custom-fields.ts"
import { dealGoods } from "./deal-goods.ts"
import { deals } from "./deals.ts"
import { docs } from "./docs.ts"
import { files } from "./files.ts"
import { filters } from "./filters.ts"
import { flow } from "./flow.ts"
import { followers } from "./followers.ts"
import { imports } from "./imports.ts"
import { leads } from "./leads.ts"
import { notes } from "./notes.ts"
import { notifications } from "./notifications.ts"
import { organizations } from "./organizations.ts"
import { persons } from "./persons.ts"
import { pipelines, stages } from "./pipelines.ts"
import { products } from "./products.ts"
import { projectBoards, projectPhases } from "./project-boards.ts"
import { projects } from "./projects.ts"
import { reports } from "./reports.ts"
import type { Route } from "./route.ts"
import { samples } from "./samples.ts"
import { search } from "./search.ts"
import { tasks } from "./tasks.ts"
import { users } from "./users.ts"
import { v1DealProducts } from "./v1/deal-products.ts"
import { v1Leads } from "./v1/leads.ts"
import { v1Products } from "./v1/products.ts"
import { v1Projects } from "./v1/projects.ts"
import { v1Tasks } from "./v1/tasks.ts"
import { workspaces } from "./workspaces.ts"

export const table = {
  deals,
  board,
  filters,
  followers,
  pipelines,
  stages,
  persons,
  organizations,
  activities,
  notes,
  products,
  dealGoods,
  leads,
  projects,
  projectBoards,
  projectPhases,
  tasks,
  files,
  flow,
  notifications,
  search,
  reports,
  imports,
  users,
  workspaces,
  customFields,
  samples,
  docs,
  v1Products,
  v1DealProducts,
  v1Leads,
  v1Projects,
  v1Tasks,
}

/** Every route with its domain and name, as `operationId` `deals.list`. */
export function everyRoute(): { domain: string; name: string; route: Route }[] {
  return Object.entries(table).flatMap(([domain, routes]) =>
    Object.entries<Route>(routes).map(([name, route]) => ({ domain, name, route })),
  )
}
