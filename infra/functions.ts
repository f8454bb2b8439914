/** Every Lambda of the product: what it runs, and for those behind HTTP which domains of the route table it serves. */
import type { Route } from "../shared/api/route.ts"
import { table } from "../shared/api/table.ts"

export type Domain = keyof typeof table

type Definition = {
  /** Source file under functions/. */
  entry: string
  memory: number
  /** Seconds. */
  timeout: number
}

/** One Lambda per domain, or per group of domains that are used together. */
export const HTTP_FUNCTIONS = {
  deals: { entry: "deals/api.ts", domains: ["deals"], memory: 1024, timeout: 20 },
  board: { entry: "board/api.ts", domains: ["board"], memory: 1024, timeout: 20 },
  around: { entry: "around/api.ts", domains: ["filters", "followers", "notifications"], memory: 512, timeout: 20 },
  pipelines: {
    entry: "pipelines/api.ts",
    domains: ["pipelines", "savedPipelines", "stages"],
    memory: 512,
    timeout: 20,
  },
  persons: { entry: "persons/api.ts", domains: ["persons"], memory: 512, timeout: 20 },
  organizations: { entry: "organizations/api.ts", domains: ["organizations"], memory: 512, timeout: 20 },
  activities: {
    entry: "activities/api.ts",
    domains: ["activities", "activityTypes", "activityTemplates"],
    memory: 512,
    timeout: 20,
  },
  notes: { entry: "notes/api.ts", domains: ["notes"], memory: 512, timeout: 20 },
  goods: {
    entry: "goods/api.ts",
    domains: ["products", "dealGoods", "leads", "projects", "projectBoards", "projectPhases", "tasks"],
    memory: 512,
    timeout: 20,
  },
  files: { entry: "files/api.ts", domains: ["files"], memory: 512, timeout: 20 },
  flow: { entry: "flow/api.ts", domains: ["flow"], memory: 512, timeout: 20 },
  search: { entry: "search/api.ts", domains: ["search", "searchField"], memory: 1024, timeout: 20 },
  reports: { entry: "reports/api.ts", domains: ["reports"], memory: 1769, timeout: 28 },
  fields: {
    entry: "fields/api.ts",
    domains: ["dealFields", "personFields", "organizationFields", "productFields", "projectFields", "activityFields"],
    memory: 512,
    timeout: 20,
  },
  users: {
    entry: "users/api.ts",
    domains: ["users", "visibilityGroups", "permissionSets", "v1Roles", "v1PermissionSets"],
    memory: 512,
    timeout: 20,
  },
  workspaces: { entry: "workspaces/api.ts", domains: ["workspaces", "exchangeRates"], memory: 512, timeout: 20 },
  imports: { entry: "imports/api.ts", domains: ["imports"], memory: 512, timeout: 20 },
  samples: { entry: "samples/api.ts", domains: ["samples"], memory: 1024, timeout: 28 },
  v1: {
    entry: "v1/api.ts",
    domains: [
      "v1Deals",
      "v1DealReports",
      "v1Participants",
      "v1Persons",
      "v1Organizations",
      "v1Relationships",
      "v1Activities",
      "v1ActivityTypes",
      "v1Pipelines",
      "v1Stages",
      "v1Search",
      "v1Recents",
      "v1Users",
      "v1Account",
      "v1Products",
      "v1DealProducts",
      "v1Leads",
      "v1Projects",
      "v1Tasks",
      "v1DealFields",
      "v1PersonFields",
      "v1OrganizationFields",
      "v1ProductFields",
      "v1FieldLists",
      "v1Filters",
      "v1Goals",
      "v1Teams",
      "v1NotOffered",
    ],
    memory: 1024,
    timeout: 28,
  },
  v1Texts: { entry: "v1/texts-api.ts", domains: ["v1Notes", "v1Mailbox", "mail"], memory: 512, timeout: 20 },
  v1Bytes: { entry: "v1/bytes-api.ts", domains: ["v1Files", "pictures", "v1CallLogs"], memory: 1024, timeout: 28 },
  outside: {
    entry: "outside/api.ts",
    domains: ["webhooks", "oauth", "oauthApps", "oauthConsent", "audit", "inboundHooks", "hooks"],
    memory: 512,
    timeout: 20,
  },
  docs: { entry: "docs/api.ts", domains: ["docs"], memory: 512, timeout: 20 },
} as const satisfies Record<string, Definition & { domains: readonly Domain[] }>

/**
 * Paths under which the gateway sends everything to a function: the shortest ones under which no other function has a route
 * nearer. CloudFormation takes 500 resources, so that a route of its own for each operation is more than a stack holds.
 */
export function mountsOf(name: HttpFunction): string[] {
  const own = nearestMounts(name)
  if (name !== REST_OF_V1.name) return own
  const others = NAMES.filter((other) => other !== name).flatMap(nearestMounts)
  return [REST_OF_V1.path, ...own.filter((mount) => others.some((other) => mount.startsWith(`${other}/`)))]
}

/** What the gateway needs for a mount: its own path where an operation stands there, and all below where one stands deeper. */
export function gatewayPathsOf(mount: string): string[] {
  const paths = PLACES.map(({ parts }) => `/${parts.join("/")}`)
  const isDeeper = mount === REST_OF_V1.path || paths.some((path) => path.startsWith(`${mount}/`))
  return [...(paths.includes(mount) ? [mount] : []), ...(isDeeper ? [`${mount}/{proxy+}`] : [])]
}

/**
 * What no other function claims under v1 goes here: v1's field selectors are part of a path's last segment
 * (`/v1/deals:(id,title)`), which the gateway takes for another path.
 */
const REST_OF_V1 = { name: "v1", path: "/v1" } as const

function nearestMounts(name: HttpFunction): string[] {
  return [...new Set(PLACES.filter((place) => place.name === name).map(({ parts }) => mountOf(name, parts)))]
}

type Place = { name: HttpFunction; parts: string[] }

const NAMES = Object.keys(HTTP_FUNCTIONS) as HttpFunction[]
const PLACES: Place[] = NAMES.flatMap((name) =>
  HTTP_FUNCTIONS[name].domains.flatMap((domain) =>
    Object.values<Route>(table[domain]).map(({ path }) => ({ name, parts: path.split("/").slice(1) })),
  ),
)

function mountOf(name: HttpFunction, parts: readonly string[]): string {
  const version = parts[0] === "api" ? 2 : parts[0] === "v1" ? 1 : 0
  for (let depth = version + 1; depth < parts.length; depth++) {
    const start = parts.slice(0, depth).join("/")
    const under = PLACES.filter((place) => place.parts.slice(0, depth).join("/") === start)
    const nearest = Math.min(...under.map((place) => place.parts.length))
    if (under.every((place) => place.parts.length > nearest || place.name === name)) return `/${start}`
  }
  return `/${parts.join("/")}`
}

/** Lambdas that AWS services call. */
export const OTHER_FUNCTIONS = {
  projector: { entry: "projector/project.ts", memory: 1769, timeout: 120 },
  rebuild: { entry: "projector/rebuild.ts", memory: 1769, timeout: 120 },
  claims: { entry: "identity/claims.ts", memory: 256, timeout: 5 },
  join: { entry: "live/join.ts", memory: 512, timeout: 10 },
  invitations: { entry: "invitations/send.ts", memory: 512, timeout: 30 },
  notifier: { entry: "notifications/notify.ts", memory: 512, timeout: 30 },
  webhookHearer: { entry: "webhooks/hear.ts", memory: 512, timeout: 30 },
  webhookSender: { entry: "webhooks/deliver.ts", memory: 512, timeout: 30 },
  importer: { entry: "imports/step.ts", memory: 1769, timeout: 300 },
  lookAfter: { entry: "activities/look-after.ts", memory: 512, timeout: 300 },
  relabel: { entry: "deals/relabel.ts", memory: 512, timeout: 120 },
  relink: { entry: "merges/relink.ts", memory: 512, timeout: 300 },
} as const satisfies Record<string, Definition>

export type HttpFunction = keyof typeof HTTP_FUNCTIONS
export type OtherFunction = keyof typeof OTHER_FUNCTIONS
export type FunctionName = HttpFunction | OtherFunction

export const FUNCTIONS: Record<FunctionName, Definition> = { ...HTTP_FUNCTIONS, ...OTHER_FUNCTIONS }
