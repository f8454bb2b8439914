import { v1Account } from "./account.ts"
import { v1Activities } from "./activities.ts"
import { v1ActivityTypes } from "./activity-types.ts"
import { v1DealReports } from "./deal-reports.ts"
import { v1Deals } from "./deals.ts"
import { v1Organizations } from "./organizations.ts"
import { v1Participants } from "./participants.ts"
import { serveParts } from "./parts.ts"
import { v1Persons } from "./persons.ts"
import { v1Pipelines, v1Stages } from "./pipelines.ts"
import { v1Recents } from "./recents.ts"
import { v1Relationships } from "./relationships.ts"
import { v1Search } from "./search.ts"
import { v1Users } from "./users.ts"

export const handler = serveParts({
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
})
