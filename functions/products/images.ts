/** The picture of a product: its bytes come in a form and are shown by URLs that are signed for an hour. */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import { cleanName } from "../../shared/file.ts"
import { Problem } from "../../shared/problem.ts"
import { IMAGE_TYPES, MOST_IMAGE_BYTES, type Product, type ProductImage } from "../../shared/product.ts"
import { instant } from "../../shared/time.ts"
import { open } from "../data/store.ts"
import { imageKey } from "../files/key.ts"
import type { Actor } from "../platform/actor.ts"
import { bucket, client } from "../platform/bucket.ts"
import { fileOf } from "../platform/form.ts"
import { changing, need } from "./products.ts"

const SHOWN_SECONDS = 3600

export async function get(actor: Actor, productId: number): Promise<{ image: ProductImage; url: string }> {
  const image = of(await need(open(actor), actor, productId))
  const at = { Bucket: bucket(), Key: imageKey(actor.workspaceId, productId, image.id) }
  const url = await getSignedUrl(client, new GetObjectCommand({ ...at, ResponseContentType: image.type }), {
    expiresIn: SHOWN_SECONDS,
  })
  return { image, url }
}

/** Sets the picture, or replaces the one that is there. The bytes are there before the product says so. */
export async function put(
  actor: Actor,
  productId: number,
  event: APIGatewayProxyEventV2,
  replaces: boolean,
  now = Date.now(),
): Promise<ProductImage> {
  const store = open(actor)
  const product = await need(store, actor, productId)
  if (replaces) of(product)
  const file = await fileOf(event, "data", MOST_IMAGE_BYTES)
  if (!IMAGE_TYPES.includes(file.type)) {
    const why = `must be an image: ${IMAGE_TYPES.join(", ")}`
    throw new Problem("invalid", `data: ${why}`, { data: why })
  }
  const [id = 0] = await store.ids("productImage")
  const image = { id, name: cleanName(file.name) || "image", type: file.type, addedAt: instant(now) }
  const Key = imageKey(actor.workspaceId, productId, id)
  await client.send(new PutObjectCommand({ Bucket: bucket(), Key, Body: file.bytes, ContentType: file.type }))
  let before: ProductImage | undefined
  await changing(
    actor,
    productId,
    (known) => {
      before = known.image
      return { ...known, image }
    },
    now,
  )
  if (before !== undefined) await forget(actor, productId, before)
  return image
}

export async function remove(actor: Actor, productId: number): Promise<{ id: number }> {
  const image = of(await need(open(actor), actor, productId))
  await changing(actor, productId, ({ image: _, ...rest }) => rest)
  await forget(actor, productId, image)
  return { id: image.id }
}

async function forget(actor: Actor, productId: number, image: ProductImage): Promise<void> {
  const Key = imageKey(actor.workspaceId, productId, image.id)
  await client.send(new DeleteObjectCommand({ Bucket: bucket(), Key }))
}

function of({ id, image, deletedAt }: Product): ProductImage {
  if (image === undefined || deletedAt !== undefined) throw new Problem("not_found", `Product ${id} has no image`)
  return image
}
