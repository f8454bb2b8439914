/**
 * The audit log: a line for each version of a record, for each change of what a deal sells, for each import as it ends, and for
 * each trace that other acts leave. A line's key follows from what it tells, so that telling it again is the same.
 *
 * What an import or the samples make is told by one line of their own: they make tens of thousands of records.
 */
import type { DynamoDBRecord } from "aws-lambda"
import { importBrief } from "../../shared/api/imports.ts"
import { type AuditAction, type AuditEntry, AuditVia, kept } from "../../shared/audit.ts"
import { Trace } from "../audit/trace.ts"
import { writeAll } from "../data/commit.ts"
import { keys, workspaceOf } from "../data/patterns.ts"
import { env } from "../platform/env.ts"
import { answerOf, differences, type Json } from "./difference.ts"
import { type GoodsImage, goodsEvents } from "./goods.ts"
import { type Image, isOf, plain } from "./image.ts"
import type { JobImage } from "./imports.ts"

/** `of` tells what it is a line of, and which. */
type Line = { w: string; of: string; entry: AuditEntry }
export type Traced = { w: string; sk: string; entry: AuditEntry }

export function traceOf({ dynamodb }: DynamoDBRecord): Traced | undefined {
  if (dynamodb?.NewImage?.kind?.S !== "trace") return undefined
  const item = plain(dynamodb.NewImage)
  return { w: workspaceOf(String(item.pk)), ...Trace.parse(item) }
}

type Changes = {
  images: readonly Image[]
  goods: readonly GoodsImage[]
  jobs: readonly JobImage[]
  traces: readonly Traced[]
}

export async function audit({ images, goods, jobs, traces }: Changes): Promise<void> {
  const lines = [
    ...images.flatMap((image) => lineOf(image) ?? []),
    ...goods.flatMap(goodsLines),
    ...jobs.flatMap((job) => importLine(job) ?? []),
    ...traces.map(({ w, sk, entry }) => ({ w, of: `${entry.object}#${sk}`, entry })),
  ]
  const days = Number(env("AUDIT_DAYS"))
  const items = lines.map(({ w, of, entry }) => ({
    ...keys.auditEntry(w, entry.at, of),
    entry,
    ttl: Math.floor(Date.parse(entry.at) / 1000) + days * 86_400,
  }))
  // a batch may bring the same change twice, and a batch write takes no key twice
  const once = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  await writeAll([...once.values()].map((put) => ({ put })))
}

export function lineOf(image: Image): Line | undefined {
  const { w, kind, id, before, after } = image
  if (after === undefined || before?.version === after.version) return undefined
  if (before === undefined && (after.via === "import" || after.via === "system")) return undefined
  const answer = answerOf(kind, after as never)
  const fields = before === undefined ? [] : differences(kind, before as never, after as never)
  const action = actionOf(image)
  if (action === "changed" && fields.length === 0) return undefined
  const entry: AuditEntry = {
    at: after.changedAt,
    by: after.changedBy,
    via: after.via,
    ...(after.through && { through: after.through }),
    action,
    object: kind,
    objectId: String(answer.id ?? id),
    name: nameIn(answer),
    fields: kept(fields),
  }
  return { w, of: `${kind}#${id}#${after.version}`, entry }
}

function actionOf(image: Image): AuditAction {
  const { before, after } = image
  if (isOf(image, "user") && image.after?.invitedAt !== undefined && image.after.invitedAt !== image.before?.invitedAt)
    return "invited"
  if (before === undefined) return "added"
  if (isOf(image, "deal", "person", "organization")) {
    if (image.after?.mergedIntoId !== undefined && image.before?.mergedIntoId === undefined) return "merged"
  }
  const [was, is] = [before.deletedAt !== undefined, after?.deletedAt !== undefined]
  return was === is ? "changed" : is ? "deleted" : "restored"
}

const NAMES = ["title", "name", "subject", "field_name", "key_string", "file_name", "content"]

function nameIn(answer: Record<string, Json>): string {
  const name = NAMES.map((key) => answer[key]).find((value) => typeof value === "string" && value !== "")
  return typeof name !== "string"
    ? ""
    : name
        .replaceAll(/<[^>]*>/g, " ")
        .trim()
        .slice(0, 100)
}

function goodsLines(image: GoodsImage): Line[] {
  const { through } = image.after
  return goodsEvents([image]).map(({ name, id, version, at, byUserId, via, data }) => {
    const [object = "", what = ""] = name.split(".")
    const previous = Object.entries(data.previous ?? {})
    const current: Record<string, Json> = JSON.parse(JSON.stringify(data.current ?? {}))
    const entry: AuditEntry = {
      at,
      by: byUserId,
      via: AuditVia.parse(via),
      ...(through && { through }),
      action: what === "added" ? "added" : what === "deleted" ? "deleted" : "changed",
      object,
      objectId: String(id),
      name: nameIn(current),
      fields: kept(previous.map(([key, from]) => ({ key, from, to: current[key] ?? null }))),
    }
    return { w: image.w, of: `${object}#${id}#${version}`, entry }
  })
}

const ENDS = new Set(["done", "reverted", "canceled", "failed"])

function importLine({ w, before, after }: JobImage): Line | undefined {
  if (before?.status === after.status || !ENDS.has(after.status)) return undefined
  const { status, counts } = JSON.parse(JSON.stringify(importBrief(after)))
  const entry: AuditEntry = {
    at: after.changedAt,
    by: after.startedBy,
    via: "import",
    action: after.status === "done" ? "added" : "changed",
    object: "import",
    objectId: after.id,
    name: after.fileName,
    fields: kept([
      { key: "status", from: before?.status ?? null, to: status },
      { key: "counts", from: null, to: counts },
    ]),
  }
  return { w, of: `import#${after.id}#${after.version}`, entry }
}
