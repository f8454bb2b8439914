/** The picture of a person: its bytes come in a form and are shown by URLs that are signed for an hour. */
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import { PICTURE_TYPES } from "../../shared/api/pictures.ts"
import { MOST_FORM_BYTES } from "../../shared/api/v1/files.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Person, Picture } from "../../shared/person.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { open, retrying } from "../data/store.ts"
import { pictureKey } from "../files/key.ts"
import type { Actor } from "../platform/actor.ts"
import { bucket, client } from "../platform/bucket.ts"
import { fileOf } from "../platform/form.ts"
import { changed } from "../records/stamp.ts"
import { need } from "./persons.ts"

const SHOWN_SECONDS = 3600

export async function get(actor: Actor, id: number): Promise<{ person: Person; url: string }> {
  const person = await need(open(actor), actor, id)
  const picture = of(person)
  const Key = pictureKey(actor.workspaceId, id, picture.id)
  const command = new GetObjectCommand({ Bucket: bucket(), Key, ResponseContentType: picture.type })
  return { person, url: await getSignedUrl(client, command, { expiresIn: SHOWN_SECONDS }) }
}

/** Sets the picture. Its bytes are there before the person says so; those of a former one go by themselves. */
export async function put(actor: Actor, id: number, event: APIGatewayProxyEventV2, now = Date.now()): Promise<void> {
  await need(open(actor), actor, id)
  const { type, bytes } = await fileOf(event, "file", MOST_FORM_BYTES)
  if (!PICTURE_TYPES.includes(type)) throw refuse("file", `must be an image: ${PICTURE_TYPES.join(", ")}`)
  const picture = { id: now, type, size: bytes.length, addedBy: actor.userId, addedAt: instant(now) }
  const Key = pictureKey(actor.workspaceId, id, picture.id)
  await client.send(new PutObjectCommand({ Bucket: bucket(), Key, Body: bytes, ContentType: type }))
  await change(actor, id, picture, now)
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  const picture = of(await need(open(actor), actor, id))
  await change(actor, id, undefined)
  return { id: picture.id }
}

async function change(actor: Actor, id: number, picture: Picture | undefined, now = Date.now()): Promise<void> {
  const store = open(actor)
  await retrying(async () => {
    const before = await need(store, actor, id)
    if (before.deletedAt !== undefined) throw new Problem("not_found", `Person ${id} was not found`)
    const { picture: _, ...rest } = before
    const after: Person = { ...rest, ...(picture && { picture }), ...changed(before, actor, now) }
    await store.commit(...store.saving("person", after, before))
  })
}

function of({ id, picture, deletedAt }: Person): Picture {
  if (picture === undefined || deletedAt !== undefined) throw new Problem("not_found", `Person ${id} has no picture`)
  return picture
}
