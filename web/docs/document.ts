/** What of the OpenAPI document the page shows: the operations of one tag at a time, and what is found among all of them. */

type Described = { operationId: string; tags: readonly string[]; summary: string }
export type Document = { info: { description: string }; paths: Record<string, Record<string, Described>> }
export type Operation = { tag: string; id: string; method: string; path: string; summary: string }
/** Where an address points to: a tag, and one of its operations or none, which is "". */
export type Pointed = Pick<Operation, "tag" | "id">
export type Tag = { name: string; words: string; version: string }

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId: id, tags, summary }]) =>
      tags.map((tag) => ({ tag, id, method, path, summary })),
    ),
  )
}

/** The document with the operations of one tag alone. */
export function partOf(document: Document, tag: string): Document {
  const paths = Object.entries(document.paths).flatMap(([path, methods]) => {
    const kept = Object.entries(methods).filter(([, { tags }]) => tags.includes(tag))
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const]
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

const FIRST = /^v1(?=[A-Z])/
/** What has most of its paths in version 1, though its name does not say so. */
const FIRST_TOO: readonly string[] = ["pictures", "webhooks"]
/** What Pipedrive's API does not have: the app is made of it, and few programs need it. */
const OWN: readonly string[] = [
  "activityTemplates",
  "audit",
  "board",
  "docs",
  "exchangeRates",
  "hooks",
  "imports",
  "inboundHooks",
  "notifications",
  "oauthApps",
  "oauthConsent",
  "reports",
  "samples",
  "savedPipelines",
  "workspaces",
]
const VERSIONS = ["Version 2", "Version 1", "Halyard’s own"] as const

/** A tag as people read it: `v1DealFields` is "Deal fields" of version 1. */
export function tagOf(name: string): Tag {
  const spaced = name.replace(FIRST, "").replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const words = (spaced.charAt(0).toUpperCase() + spaced.slice(1)).replace(/^Oauth/, "OAuth")
  return { name, words, version: versionOf(name) }
}

function versionOf(name: string): (typeof VERSIONS)[number] {
  if (OWN.includes(name)) return "Halyard’s own"
  return FIRST.test(name) || FIRST_TOO.includes(name) ? "Version 1" : "Version 2"
}

/** The tag that an address names, in whatever case. */
export function tagNamed(operations: readonly Operation[], name: string): string {
  return operations.find(({ tag }) => tag.toLowerCase() === name.toLowerCase())?.tag ?? name
}

export function groupsOf(operations: readonly Operation[]): { version: string; tags: Tag[] }[] {
  const tags = [...new Set(operations.map(({ tag }) => tag))].map(tagOf)
  return VERSIONS.map((version) => ({
    version,
    tags: tags.filter((tag) => tag.version === version).sort((a, b) => a.words.localeCompare(b.words)),
  }))
}

/** The operations that have every typed word in them. Where a word is in a summary alone, they come last. */
export function found(operations: readonly Operation[], typed: string): Operation[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const named = ({ method, path, id }: Operation) => `${method} ${path} ${id}`
  const first = operations.filter((one) => has(named(one)))
  const last = operations.filter((one) => !has(named(one)) && has(`${named(one)} ${one.summary}`))
  return [...first, ...last]
}

export const addressOf = ({ tag, id }: Pointed) => (id === "" ? `/docs/${tag}` : `/docs/${tag}#/${tag}/${id}`)

/** Reads the `#/tag/operationId` of an address, with which the viewer names what is open. */
export function pointedAt(hash: string): Pointed | undefined {
  const [, tag, id = ""] = hash.split("/")
  return tag === undefined || tag === "" ? undefined : { tag, id }
}
