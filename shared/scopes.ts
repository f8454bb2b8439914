/** What an app or a token may be let do: Pipedrive's 28 scopes, in words, and which of them open an operation. */
import * as z from "zod"
import type { Method } from "./api/route.ts"
import { RULES, type Rule } from "./scope-rules.ts"

export const SCOPES = {
  base: "See who you are and the currencies of the workspace",
  "deals:read": "See deals with their notes, files, products, pipelines and statistics",
  "deals:full": "See, add, change and delete deals with their notes, files and filters",
  "mail:read": "See mail that is kept with deals and persons",
  "mail:full": "See, change and delete mail that is kept with deals and persons",
  "activities:read": "See activities and their types, files and filters",
  "activities:full": "See, add, change and delete activities, files and filters",
  "contacts:read": "See persons and organizations with their notes, files and filters",
  "contacts:full": "See, add, change and delete persons and organizations with their notes, files and filters",
  "products:read": "See products, their fields and the deals that they are sold in",
  "products:full": "See, add, change and delete products, and add them to deals",
  "deal-fields:full": "Add, change and delete the fields of deals",
  "product-fields:full": "Add, change and delete the fields of products",
  "contact-fields:full": "Add, change and delete the fields of persons and organizations",
  "project-fields:full": "Add, change and delete the fields of projects",
  "projects:read": "See projects, their tasks and templates",
  "projects:full": "See, add, change and delete projects and tasks",
  "users:read": "See the people of the workspace, their teams and permissions",
  "recents:read": "See what changed lately, and the history of records",
  "search:read": "Search deals, leads, persons, organizations, products and files",
  admin: "Change the workspace as an admin does: pipelines, fields, people, webhooks, imports and the audit log",
  "leads:read": "See leads and their labels",
  "leads:full": "See, add, change and delete leads and their labels",
  "phone-integration": "Log calls and their recordings",
  "goals:read": "See goals and how far they have come",
  "goals:full": "See, add, change and delete goals",
  "video-calls": "Link video calls",
  "messengers-integration": "Link messengers",
} as const

export const Scope = z.enum(Object.keys(SCOPES) as [keyof typeof SCOPES, ...(keyof typeof SCOPES)[]])
export type Scope = z.infer<typeof Scope>

export const ALL_SCOPES: readonly Scope[] = Scope.options

/** The scopes of which one is enough for an operation. None is: it is only for people themselves. */
export function scopesOf({ method, path }: { method: Method; path: string }): readonly Scope[] {
  const [, version = "", rest = ""] = /^\/(?:api\/)?(v\d)\/(.*)$/.exec(path) ?? []
  const parts = rest.split("/").map((part) => (part.startsWith("{") ? "*" : part))
  for (let length = parts.length; length > 0; length--) {
    const place = parts.slice(0, length).join("/")
    for (const key of [`${version}:${place}`, place]) {
      const scopes = ruled(RULES[key], method)
      if (scopes !== undefined) return scopes
    }
  }
  return []
}

function ruled(rule: Rule | undefined, method: Method): readonly Scope[] | undefined {
  return rule?.[method] ?? (method === "GET" ? rule?.read : rule?.write)
}

/** Whether some scopes open an operation. `undefined` are no scopes to keep to: everything is open. */
export function opens(scopes: readonly Scope[] | undefined, route: { method: Method; path: string }): boolean {
  return scopes === undefined || scopesOf(route).some((scope) => scopes.includes(scope))
}

/** The scopes of a text: separated by blanks as RFC 6749 says, or by commas. Undefined when one is none of ours. */
export function scopesIn(text: string): Scope[] | undefined {
  const parsed = z.array(Scope).safeParse(text.split(/[\s,]+/).filter((part) => part !== ""))
  return parsed.success ? [...new Set(parsed.data)] : undefined
}
