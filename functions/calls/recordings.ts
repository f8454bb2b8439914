/** The recording of a call: its bytes come in a form and are heard by URLs that are signed for five minutes. */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3"
import { getSignedUrl } from "@aws-sdk/s3-request-presigner"
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import { MOST_FORM_BYTES } from "../../shared/api/v1/files.ts"
import { refuse } from "../../shared/comparison.ts"
import { Problem } from "../../shared/problem.ts"
import { recordingKey } from "../files/key.ts"
import type { Actor } from "../platform/actor.ts"
import { bucket, client } from "../platform/bucket.ts"
import { fileOf } from "../platform/form.ts"
import * as calls from "./calls.ts"

const HEARD_SECONDS = 300

const placeOf = (actor: Actor, id: string) => ({ Bucket: bucket(), Key: recordingKey(actor.workspaceId, id) })

export async function add(actor: Actor, id: string, event: APIGatewayProxyEventV2): Promise<void> {
  const { recording } = await calls.need(actor, id)
  if (recording !== undefined) throw new Problem("conflict", `Call log ${id} has a recording`)
  const { type, bytes } = await fileOf(event, "file", MOST_FORM_BYTES)
  if (!/^audio\/[a-z0-9.+-]+$/.test(type)) throw refuse("file", "must be a sound, such as audio/mpeg")
  await client.send(new PutObjectCommand({ ...placeOf(actor, id), Body: bytes, ContentType: type }))
  await calls.change(actor, id, (before) => ({ ...before, recording: { type, size: bytes.length } }))
}

export async function urlOf(actor: Actor, id: string): Promise<string> {
  const { recording } = await calls.need(actor, id)
  if (recording === undefined) throw new Problem("not_found", `Call log ${id} has no recording`)
  const command = new GetObjectCommand({ ...placeOf(actor, id), ResponseContentType: recording.type })
  return getSignedUrl(client, command, { expiresIn: HEARD_SECONDS })
}

/** Deletes a call log, and its recording with it. */
export async function removeCall(actor: Actor, id: string): Promise<void> {
  const { recording } = await calls.remove(actor, id)
  if (recording !== undefined) await client.send(new DeleteObjectCommand(placeOf(actor, id)))
}
