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

export function isOf<K extends Kind>(image: Image, ...kinds: readonly K[]): image is Extract<Image, { kind: K }> {
  return (kinds as readonly Kind[]).includes(image.kind)
}

const nameOf = (image: Image) => `${image.w}#${image.kind}#${image.id}`

/** The newest image of each record in a batch. */
export function newest(images: readonly Image[]): Image[] {
  const latest = new Map<string, Image>()
  for (const image of images) {
    const known = latest.get(nameOf(image))
    const version = (one: Image) => one.after?.version ?? Number.MAX_SAFE_INTEGER
    if (known === undefined || version(image) >= version(known)) latest.set(nameOf(image), image)
  }
  return [...latest.values()]
}

/** What became of each record over a batch: from before its first change to after its last. One gone for good is as its removal found it. */
export function overall(images: readonly Image[]): Image[] {
  const first = new Map<string, Image>()
  for (const image of images) {
    const known = first.get(nameOf(image))
    if (known === undefined || (image.before?.version ?? 0) < (known.before?.version ?? 0))
      first.set(nameOf(image), image)
  }
  return newest(images).map((image) =>
    image.after === undefined ? image : ({ ...image, before: first.get(nameOf(image))?.before } as Image),
  )
}

export function byWorkspace(images: readonly Image[]): Map<string, Image[]> {
  return Map.groupBy(images, (image) => image.w)
}
