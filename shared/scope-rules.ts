/**
 * Which scopes open which operations, by the path's place under its version: `deals` speaks for all that stands under it, unless
 * a longer place (`deals/*` + `/flow`) or one version's (`v1:…`) says otherwise. It follows Pipedrive's specifications
 * operation by operation; what they lack is closed to apps that have less than `admin`, or open to those who may see the same.
 */
import type { Method } from "./api/route.ts"
import type { Scope } from "./scopes.ts"

type Scopes = readonly Scope[]
export type Rule = { read?: Scopes; write?: Scopes } & Partial<Record<Method, Scopes>>

const DEALS = ["deals:read", "deals:full"] as const
const CONTACTS = ["contacts:read", "contacts:full"] as const
const ACTIVITIES = ["activities:read", "activities:full"] as const
const PRODUCTS = ["products:read", "products:full"] as const
const PROJECTS = ["projects:read", "projects:full"] as const
const LEADS = ["leads:read", "leads:full"] as const
const MAIL = ["mail:read", "mail:full"] as const

const of = (...[read, full]: readonly [Scope, Scope]): Rule => ({ read: [read, full], write: [full] })
const all = (...scopes: Scope[]): Rule => ({ read: scopes, write: scopes })
const searched = (scopes: Scopes): Rule => ({ read: [...scopes, "search:read"] })

const deals = of(...DEALS)
const contacts = of(...CONTACTS)
const products = of(...PRODUCTS)
const projects = of(...PROJECTS)
const leads = of(...LEADS)
const seesActivities: Rule = { read: ACTIVITIES }
const seesDeals: Rule = { read: DEALS }
const history: Rule = { read: ["recents:read"] }
const mailed: Rule = { read: MAIL }
const ADMIN = all("admin")
/** For people themselves: what hands out rights is no app's to do. */
const NOBODY = all()

const contactFields: Rule = {
  read: [...CONTACTS, "contact-fields:full", "admin"],
  write: ["contact-fields:full", "admin"],
}
const changesContactFields: Rule = { write: ["contact-fields:full", "contacts:full", "admin"] }
const changesDealFields: Rule = { write: ["deal-fields:full", "deals:full", "admin"] }
const activityTypes: Rule = { read: [...ACTIVITIES, "admin"], write: ["admin"] }
const pipelines: Rule = { read: [...DEALS, "admin"], write: ["admin"] }
const shared: Rule = {
  read: [...ACTIVITIES, ...CONTACTS, ...DEALS],
  write: ["activities:full", "contacts:full", "deals:full"],
}
const dealProducts: Rule = { read: [...DEALS, ...PRODUCTS], write: ["deals:full", "products:full"] }
const people: Rule = { read: ["users:read"], write: ["admin"] }

export const RULES: Readonly<Record<string, Rule>> = {
  deals,
  "deals/search": searched(DEALS),
  "deals/products": dealProducts,
  "deals/*/products": dealProducts,
  // Pipedrive lets those who read deals change these
  "deals/*/discounts": all(...DEALS),
  "deals/*/installments": all(...DEALS),
  "deals/*/flow": history,
  "deals/*/changelog": history,
  "deals/*/mailMessages": mailed,
  "deals/*/activities": seesActivities,
  board: deals,
  reports: all(...DEALS),
  pipelines,
  "v1:pipelines/*/deals": seesDeals,
  "v1:pipelines/*/conversion_statistics": seesDeals,
  "v1:pipelines/*/movement_statistics": seesDeals,
  stages: pipelines,
  "v1:stages/*/deals": seesDeals,

  persons: contacts,
  "persons/search": searched(CONTACTS),
  "persons/*/flow": history,
  "persons/*/changelog": history,
  "persons/*/mailMessages": mailed,
  "persons/*/activities": seesActivities,
  "persons/*/deals": seesDeals,
  organizations: contacts,
  "organizations/search": searched(CONTACTS),
  "organizations/*/flow": history,
  "organizations/*/changelog": history,
  "organizations/*/mailMessages": mailed,
  "organizations/*/activities": seesActivities,
  "organizations/*/deals": seesDeals,
  organizationRelationships: contacts,

  activities: of(...ACTIVITIES),
  activityTypes,
  "activities/types": activityTypes,
  "activities/templates": activityTypes,
  "v1:activityFields": seesActivities,
  "v2:activityFields": ADMIN,

  products,
  "products/search": searched(PRODUCTS),
  "products/*/deals": seesDeals,

  leads,
  "leads/search": searched(LEADS),
  leadLabels: leads,
  leadSources: leads,
  leadFields: { read: [...LEADS, "admin"] },

  projects,
  "projects/search": searched(PROJECTS),
  "v1:projects/phases/*": { read: ["projects:read"] },
  projectTemplates: projects,
  boards: projects,
  phases: projects,
  tasks: projects,

  notes: { read: [...CONTACTS, ...DEALS], write: ["contacts:full", "deals:full"] },
  noteFields: { read: [...CONTACTS, ...DEALS] },
  files: shared,
  filters: shared,

  dealFields: { read: [...DEALS, "deal-fields:full", "admin"], write: ["deal-fields:full", "admin"] },
  "v2:dealFields/*": { PATCH: ["deal-fields:full", "deals:full", "admin"] },
  "dealFields/*/options": changesDealFields,
  personFields: contactFields,
  "v2:personFields/*": { PATCH: changesContactFields.write ?? [] },
  "personFields/*/options": changesContactFields,
  organizationFields: contactFields,
  "v2:organizationFields/*": { PATCH: changesContactFields.write ?? [] },
  "organizationFields/*/options": changesContactFields,
  productFields: { read: [...PRODUCTS, "product-fields:full"], write: ["product-fields:full", "products:full"] },
  projectFields: { read: [...PROJECTS, "project-fields:full"], write: ["project-fields:full"] },

  goals: of("goals:read", "goals:full"),
  mailbox: of(...MAIL),
  mailMessages: of(...MAIL),
  callLogs: all("phone-integration"),
  channels: all("messengers-integration"),
  meetings: all("video-calls"),
  itemSearch: { read: ["search:read"] },
  recents: { read: ["recents:read", "search:read"] },

  users: people,
  "users/me": { read: ["base"] },
  legacyTeams: people,
  billing: { read: ["users:read"] },
  currencies: { read: ["base"] },
  exchangeRates: { read: ["base"], write: ["admin"] },
  userConnections: { read: ["base"] },
  userSettings: { read: ["base"] },
  notifications: all("base"),
  roles: ADMIN,
  permissionSets: ADMIN,
  visibilityGroups: ADMIN,
  webhooks: ADMIN,
  hooks: ADMIN,
  auditLogs: { read: ["admin"] },
  imports: ADMIN,
  samples: ADMIN,
  setup: { read: ["admin"] },
  workspace: ADMIN,

  tokens: NOBODY,
  oauth: NOBODY,
  workspaces: NOBODY,
  invitations: NOBODY,
}
