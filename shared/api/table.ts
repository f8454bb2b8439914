/** The route table: every route of the product, by the domain whose Lambda serves it. */
import { activities } from "./activities.ts"
import { board } from "./board.ts"
import {
  activityFields,
  dealFields,
  organizationFields,
  personFields,
  productFields,
  projectFields,
} from "./custom-fields.ts"
import { deals } from "./deals.ts"
import { docs } from "./docs.ts"
import { files } from "./files.ts"
import { filters } from "./filters.ts"
import { flow } from "./flow.ts"
import { followers } from "./followers.ts"
import { imports } from "./imports.ts"
import { mail } from "./mail.ts"
import { notes } from "./notes.ts"
import { notifications } from "./notifications.ts"
import { organizations } from "./organizations.ts"
import { persons } from "./persons.ts"
import { pictures } from "./pictures.ts"
import { pipelines, stages } from "./pipelines.ts"
import { reports } from "./reports.ts"
import type { Route } from "./route.ts"
import { samples } from "./samples.ts"
import { search } from "./search.ts"
import { users } from "./users.ts"
import { v1CallLogs } from "./v1/call-logs.ts"
import { v1Files } from "./v1/files.ts"
import { v1Filters } from "./v1/filters.ts"
import { v1Goals } from "./v1/goals.ts"
import { v1Mailbox } from "./v1/mailbox.ts"
import { v1Notes } from "./v1/notes.ts"
import {
  v1DealFields,
  v1FieldLists,
  v1OrganizationFields,
  v1PersonFields,
  v1ProductFields,
} from "./v1/record-fields.ts"
import { v1Teams } from "./v1/teams.ts"
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
  files,
  flow,
  notifications,
  search,
  reports,
  imports,
  users,
  workspaces,
  dealFields,
  personFields,
  organizationFields,
  productFields,
  projectFields,
  activityFields,
  samples,
  v1DealFields,
  v1PersonFields,
  v1OrganizationFields,
  v1ProductFields,
  v1FieldLists,
  v1Filters,
  v1Notes,
  v1Files,
  pictures,
  v1CallLogs,
  v1Goals,
  v1Mailbox,
  mail,
  v1Teams,
  docs,
}

/** Every route with its domain and name, as `operationId` `deals.list`. */
export function everyRoute(): { domain: string; name: string; route: Route }[] {
  return Object.entries(table).flatMap(([domain, routes]) =>
    Object.entries<Route>(routes).map(([name, route]) => ({ domain, name, route })),
  )
}
