/** When a file or a product is gone for good, because the trash emptied itself or its bytes never came, its bytes go too; so do a person's former pictures. */
import { DeleteObjectsCommand } from "@aws-sdk/client-s3"
import { chunks } from "../data/table.ts"
import { imageKey, keyOf, pictureKey } from "../files/key.ts"
import { bucket, client } from "../platform/bucket.ts"
import { type Image, isOf } from "./image.ts"

/** Objects that S3 removes in one request. */
const MOST = 1000

export async function files(images: readonly Image[]): Promise<void> {
  const gone = images.flatMap(keysOf)
  for (const part of chunks(gone, MOST)) {
    const Objects = part.map((Key) => ({ Key }))
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket(), Delete: { Objects, Quiet: true } }),
    )
    if (Errors.length > 0) throw new Error(`${Errors.length} files were not removed: ${Errors[0]?.Message}`)
  }
}

function keysOf(image: Image): string[] {
  if (isOf(image, "file")) return image.after === undefined ? [keyOf(image.w, image.id)] : []
  if (isOf(image, "product")) {
    const picture = image.after === undefined ? image.before?.image : undefined
    return picture === undefined ? [] : [imageKey(image.w, image.id, picture.id)]
  }
  if (!isOf(image, "person")) return []
  const { before, after } = image
  const former = before?.picture?.id
  return former === undefined || former === after?.picture?.id ? [] : [pictureKey(image.w, image.id, former)]
}
