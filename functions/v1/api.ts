/** Version 1: thin shapes over the verbs of version 2, one file for each noun. */

import { v1Filters } from "../../shared/api/v1/filters.ts"
import { v1Goals } from "../../shared/api/v1/goals.ts"
import * as fieldRoutes from "../../shared/api/v1/record-fields.ts"
import { v1Teams } from "../../shared/api/v1/teams.ts"
import { domain, serveAll } from "../platform/http.ts"
import { v1Account } from "./account.ts"
import { v1Activities } from "./activities.ts"
import { v1ActivityTypes } from "./activity-types.ts"
import { dealProductsPart } from "./deal-products.ts"
import { v1DealReports } from "./deal-reports.ts"
import { v1Deals } from "./deals.ts"
import * as filters from "./filters.ts"
import * as goals from "./goals.ts"
import { leadsPart } from "./leads.ts"
import { v1NotOffered } from "./not-offered.ts"
import { v1Organizations } from "./organizations.ts"
import { v1Participants } from "./participants.ts"
import { v1Persons } from "./persons.ts"
import { v1Pipelines, v1Stages } from "./pipelines.ts"
import { productsPart } from "./products.ts"
import { projectsPart } from "./projects.ts"
import { v1Recents } from "./recents.ts"
import * as fields from "./record-fields.ts"
import { v1Relationships } from "./relationships.ts"
import { v1Search } from "./search.ts"
import { tasksPart } from "./tasks.ts"
import * as teams from "./teams.ts"
import { v1Users } from "./users.ts"

export const handler = serveAll(
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
  v1NotOffered,
  productsPart,
  dealProductsPart,
  leadsPart,
  projectsPart,
  tasksPart,
  domain(fieldRoutes.v1DealFields, fields.handlersOf("deal")),
  domain(fieldRoutes.v1PersonFields, fields.handlersOf("person")),
  domain(fieldRoutes.v1OrganizationFields, fields.handlersOf("organization")),
  domain(fieldRoutes.v1ProductFields, fields.handlersOf("product")),
  domain(fieldRoutes.v1FieldLists, fields.lists),
  domain(v1Filters, filters.handlers),
  domain(v1Goals, goals.handlers),
  domain(v1Teams, teams.handlers),
)
