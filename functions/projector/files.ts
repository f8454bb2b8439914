/** When a file is gone for good, because the trash emptied itself or its bytes never came, its bytes go too. */
import { DeleteObjectsCommand } from "@aws-sdk/client-s3"
import { chunks } from "../data/table.ts"
import { keyOf } from "../files/key.ts"
import { bucket, client } from "../platform/bucket.ts"
import { type Image, isOf } from "./image.ts"

/** Objects that S3 removes in one request. */
const MOST = 1000

export async function files(images: readonly Image[]): Promise<void> {
  const gone = images.filter((image) => isOf(image, "file") && image.after === undefined)
  for (const part of chunks(gone, MOST)) {
    const Objects = part.map(({ w, id }) => ({ Key: keyOf(w, id) }))
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket(), Delete: { Objects, Quiet: true } }),
    )
    if (Errors.length > 0) throw new Error(`${Errors.length} files were not removed: ${Errors[0]?.Message}`)
  }
}
