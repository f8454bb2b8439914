/** A record of the table's stream as what happened to one of ours. */
import { unmarshall } from "@aws-sdk/util-dynamodb"
import type { AttributeValue, DynamoDBRecord } from "aws-lambda"
import { Kind } from "../../shared/record.ts"
import { type Everything, recordOf } from "../data/kinds.ts"
import { workspaceOf } from "../data/patterns.ts"

/** A change of one record. `after` is missing when the record is gone for good, `before` when it is new. */
export type Image<K extends Kind = Kind> = {
  [P in K]: { w: string; kind: P; id: number; before?: Everything[P]; after?: Everything[P] }
}[K]

export function imageOf(entry: DynamoDBRecord): Image | undefined {
  const { NewImage, OldImage } = entry.dynamodb ?? {}
  const after = NewImage === undefined ? undefined : plain(NewImage)
  const before = OldImage === undefined ? undefined : plain(OldImage)
  const some = after ?? before
  const kind = Kind.safeParse(some?.kind)
  if (some === undefined || !kind.success) return undefined
  return {
    w: workspaceOf(String(some.pk)),
    kind: kind.data,
    id: Number(some.id),
    ...(before && { before: recordOf(kind.data, before) }),
    ...(after && { after: recordOf(kind.data, after) }),
  } as Image
}

/** Lambda hands binary over as base64 text where the SDK has bytes; records hold none. */
export function plain(attributes: Record<string, AttributeValue>): Record<string, unknown> {
  return unmarshall(attributes as Parameters<typeof unmarshall>[0])
}

export function isOf<K extends Kind>(image: Image, ...kinds: K[]): image is Extract<Image, { kind: K }> {
  return (kinds as Kind[]).includes(image.kind)
}

/** The newest image of each record in a batch. */
export function newest(images: readonly Image[]): Image[] {
  const latest = new Map<string, Image>()
  for (const image of images) {
    const key = `${image.w}#${image.kind}#${image.id}`
    const known = latest.get(key)
    const version = (one: Image) => one.after?.version ?? Number.MAX_SAFE_INTEGER
    if (known === undefined || version(image) >= version(known)) latest.set(key, image)
  }
  return [...latest.values()]
}

export function byWorkspace(images: readonly Image[]): Map<string, Image[]> {
  return Map.groupBy(images, (image) => image.w)
}
