/** The route table: every route of the product, by the domain whose Lambda serves it. */
import { activities } from "./activities.ts"
import { activityTemplates, activityTypes } from "./activity-settings.ts"
import { audit } from "./audit.ts"
import { board } from "./board.ts"
import {
  activityFields,
  dealFields,
  organizationFields,
  personFields,
  productFields,
  projectFields,
} from "./custom-fields.ts"
import { dealGoods } from "./deal-goods.ts"
import { deals } from "./deals.ts"
import { docs } from "./docs.ts"
import { exchangeRates } from "./exchange-rates.ts"
import { files } from "./files.ts"
import { filters } from "./filters.ts"
import { flow } from "./flow.ts"
import { followers } from "./followers.ts"
import { hooks, inboundHooks } from "./hooks.ts"
import { imports } from "./imports.ts"
import { leads } from "./leads.ts"
import { mail } from "./mail.ts"
import { notes } from "./notes.ts"
import { notifications } from "./notifications.ts"
import { oauth, oauthApps, oauthConsent } from "./oauth.ts"
import { organizations } from "./organizations.ts"
import { permissionSets } from "./permission-sets.ts"
import { persons } from "./persons.ts"
import { pictures } from "./pictures.ts"
import { pipelines, stages } from "./pipelines.ts"
import { products } from "./products.ts"
import { projectBoards, projectPhases } from "./project-boards.ts"
import { projects } from "./projects.ts"
import { reports } from "./reports.ts"
import type { Route } from "./route.ts"
import { samples } from "./samples.ts"
import { savedPipelines } from "./saved-pipelines.ts"
import { search } from "./search.ts"
import { searchField } from "./search-field.ts"
import { tasks } from "./tasks.ts"
import { users } from "./users.ts"
import { v1Account } from "./v1/account.ts"
import { v1Activities } from "./v1/activities.ts"
import { v1ActivityTypes } from "./v1/activity-types.ts"
import { v1CallLogs } from "./v1/call-logs.ts"
import { v1DealProducts } from "./v1/deal-products.ts"
import { v1DealReports } from "./v1/deal-reports.ts"
import { v1Deals } from "./v1/deals.ts"
import { v1Files } from "./v1/files.ts"
import { v1Filters } from "./v1/filters.ts"
import { v1Goals } from "./v1/goals.ts"
import { v1Leads } from "./v1/leads.ts"
import { v1Mailbox } from "./v1/mailbox.ts"
import { v1NotOffered } from "./v1/not-offered.ts"
import { v1Notes } from "./v1/notes.ts"
import { v1Organizations } from "./v1/organizations.ts"
import { v1Participants } from "./v1/participants.ts"
import { v1PermissionSets } from "./v1/permission-sets.ts"
import { v1Persons } from "./v1/persons.ts"
import { v1Pipelines, v1Stages } from "./v1/pipelines.ts"
import { v1Products } from "./v1/products.ts"
import { v1Projects } from "./v1/projects.ts"
import { v1Recents } from "./v1/recents.ts"
import {
  v1DealFields,
  v1FieldLists,
  v1OrganizationFields,
  v1PersonFields,
  v1ProductFields,
} from "./v1/record-fields.ts"
import { v1Relationships } from "./v1/relationships.ts"
import { v1Roles } from "./v1/roles.ts"
import { v1Search } from "./v1/search.ts"
import { v1Tasks } from "./v1/tasks.ts"
import { v1Teams } from "./v1/teams.ts"
import { v1Users } from "./v1/users.ts"
import { visibilityGroups } from "./visibility-groups.ts"
import { webhooks } from "./webhooks.ts"
import { workspaces } from "./workspaces.ts"

export const table = {
  deals,
  board,
  filters,
  followers,
  pipelines,
  savedPipelines,
  stages,
  persons,
  organizations,
  activities,
  activityTypes,
  activityTemplates,
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
  searchField,
  reports,
  imports,
  users,
  workspaces,
  exchangeRates,
  dealFields,
  personFields,
  organizationFields,
  productFields,
  projectFields,
  activityFields,
  samples,
  webhooks,
  oauth,
  oauthApps,
  oauthConsent,
  audit,
  inboundHooks,
  hooks,
  v1Deals,
  v1DealReports,
  v1Participants,
  v1Persons,
  v1Organizations,
  v1Relationships,
  v1Activities,
  v1ActivityTypes,
  v1Pipelines,
  v1Stages,
  v1Search,
  v1Recents,
  v1Users,
  v1Account,
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
  v1PermissionSets,
  v1Roles,
  visibilityGroups,
  permissionSets,
  v1NotOffered,
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
