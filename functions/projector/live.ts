import { Hash } from "@smithy/hash-node"
import { SignatureV4 } from "@smithy/signature-v4"
import { dealCard } from "../../shared/api/deal-card.ts"
import { type Change, type LiveMessage, MANY } from "../../shared/change.ts"
import type { Kind } from "../../shared/record.ts"
import { isRecordKind } from "../data/patterns.ts"
import { currentSetup } from "../data/setup.ts"
import { activeViewers } from "../data/viewers.ts"
import { env } from "../platform/env.ts"
import { type Audiences, audiencesFor, peopleOf } from "./audience.ts"
import { answerOf, type Json } from "./difference.ts"
import { byWorkspace, type Image, isOf, overall } from "./image.ts"
import { namingFor } from "./naming.ts"

/** A record larger than this is announced without its data: who shows it reads it again. */
const MOST_DATA = 8000
/** Changes in one message: AppSync takes 240 KB. */
const PER_MESSAGE = 25

/** Tells every open browser of a workspace what changed, those only who may see it. */
export async function live(images: readonly Image[]): Promise<void> {
  const latest = overall(images).filter((image) => !isPending(image, image.after ?? image.before))
  const people = await peopleOf(latest)
  const [audiences, told] = await Promise.all([audiencesFor(latest, people), namingFor(latest, people)])
  const messages = [...byWorkspace(latest)].flatMap(([w, own]) => messagesOf(w, own, audiences, told))
  await Promise.all(messages.map(publish))
  await Promise.all([...byWorkspace(latest)].map(([w, own]) => expelAll(w, own)))
}

/** A file whose bytes are not there yet: nobody is told of it. */
function isPending({ kind }: Image, record: object | undefined): boolean {
  return kind === "file" && !(record !== undefined && "uploadedAt" in record && record.uploadedAt !== undefined)
}

/** What some may hear is asked anew: everyone's where groups or stages are other people's now. */
async function expelAll(w: string, images: readonly Image[]): Promise<void> {
  const everyone = images.some(movesSight) ? activeViewers(await currentSetup(w)).map(({ userId }) => userId) : []
  const own = images.filter(losesRights).map(({ id }) => id)
  await Promise.all([...new Set([...everyone, ...own])].map((id) => expel(w, id)))
}

function movesSight(image: Image): boolean {
  const { before } = image
  if (before === undefined) return false
  if (isOf(image, "user")) return image.after?.groupId !== image.before?.groupId
  const keysOf = (one: unknown) => JSON.stringify(one)
  if (isOf(image, "stage")) return keysOf(image.after?.access) !== keysOf(image.before?.access)
  if (!isOf(image, "visibilityGroup")) return false
  const seen = (group: typeof image.after) => keysOf([group?.parentId, group?.hiddenPipelineIds])
  return seen(image.after) !== seen(image.before)
}

/** The role or standing of someone who could listen changed: what they may hear is asked anew. */
function losesRights(image: Image): boolean {
  if (!isOf(image, "user") || image.before?.status !== "active") return false
  return image.after?.role !== image.before.role || image.after?.status !== image.before.status
}

export type Addressed = { workspace: string; audience: string[]; message: LiveMessage }

function messagesOf(
  workspace: string,
  images: readonly Image[],
  audiences: Audiences,
  toldOf: Awaited<ReturnType<typeof namingFor>>,
): Addressed[] {
  const byKind = Map.groupBy(images, (image) => image.kind)
  const many = [...byKind].filter(([, own]) => own.length > MANY).map(([kind]) => kind)
  const messages: Addressed[] =
    many.length === 0 ? [] : [{ workspace, audience: ["all"], message: { changes: [], many } }]
  const single = images.filter((image) => !many.includes(image.kind))
  const told = single.flatMap((image) => toldOf(image, audiences(image).told))
  for (const [audience, tellings] of Map.groupBy(told, (one) => one.audience.join())) {
    const own = tellings.map(({ image }) => image)
    // under records that are gone, nobody sees it
    if (audience === "") continue
    for (let at = 0; at < own.length; at += PER_MESSAGE) {
      const changes = own.slice(at, at + PER_MESSAGE).map((image) => changeOf(image, audiences))
      messages.push({ workspace, audience: audience.split(","), message: { changes, many: [] } })
    }
  }
  return messages
}

function changeOf(image: Image, audiences: Audiences): Change {
  const { before, after, kind, id } = image
  const gone = after === undefined || after.deletedAt !== undefined
  const { told, now } = audiences(image)
  const restricted = before !== undefined && after !== undefined && told.join() !== now.join()
  const data = gone || restricted ? undefined : dataOf(kind, image)
  return {
    kind,
    id,
    version: after?.version ?? (before?.version ?? 0) + 1,
    action: gone ? "deleted" : before === undefined || isPending(image, before) ? "added" : "changed",
    by: after?.changedBy ?? 0,
    ...(data !== undefined && JSON.stringify(data).length <= MOST_DATA && { data }),
  }
}

function dataOf(kind: Kind, image: Image): Json | undefined {
  if (image.after === undefined) return undefined
  if (isOf(image, "deal")) return image.after && JSON.parse(JSON.stringify(dealCard(image.after, image.after.custom)))
  return isRecordKind(kind) ? answerOf(kind, image.after as never) : undefined
}

const PUBLISH = `mutation Publish($workspace: ID!, $audience: [String!]!, $body: AWSJSON!) {
  publish(workspace: $workspace, audience: $audience, body: $body) { workspace audience body }
}`
const EXPEL =
  "mutation Expel($workspace: ID!, $user: ID!) { expel(workspace: $workspace, user: $user) { workspace user } }"

export function publish({ workspace, audience, message }: Addressed): Promise<void> {
  return mutate(PUBLISH, { workspace, audience, body: JSON.stringify(message) })
}

function expel(w: string, userId: number): Promise<void> {
  return mutate(EXPEL, { workspace: w, user: String(userId) })
}

async function mutate(query: string, variables: Record<string, unknown>): Promise<void> {
  const url = new URL(env("LIVE_URL"))
  const body = JSON.stringify({ query, variables })
  const request = await signer().sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port && { port: Number(url.port) }),
    path: url.pathname,
    headers: { host: url.host, "content-type": "application/json" },
    body,
  })
  const answer = await fetch(url, { method: "POST", headers: request.headers, body, signal: AbortSignal.timeout(5000) })
  const text = await answer.text()
  if (!answer.ok || text.includes('"errors"'))
    throw new Error(`Live push was refused: ${answer.status} ${text.slice(0, 300)}`)
}

let made: SignatureV4 | undefined

function signer(): SignatureV4 {
  made ??= new SignatureV4({
    service: "appsync",
    region: env("AWS_REGION"),
    sha256: Hash.bind(null, "sha256"),
    // Lambda sets these anew in each environment, so that they are read at each signature
    credentials: async () => ({
      accessKeyId: env("AWS_ACCESS_KEY_ID"),
      secretAccessKey: env("AWS_SECRET_ACCESS_KEY"),
      ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    }),
  })
  return made
}
