import { AwsError } from "../aws-error.ts"
import { mayReplace } from "./condition.ts"
import { answer, answerXml, type Exchange, type Operation, type Store } from "./exchange.ts"
import { isMarker, type Removal } from "./objects.ts"
import { textOfPayload } from "./payload.ts"
import { refusal } from "./refusal.ts"
import { elements, textOf, type Xml } from "./xml.ts"

export const deleteObject: Operation = ({ bucket, key, query, headers, response, allow }, { objects }) => {
  const versionId = query.get("versionId") ?? undefined
  allow(actionFor(versionId), key)
  if (headers["if-match"] !== undefined) mayReplace(headers, objects.current(bucket.name, key))
  const { removed, marker } = objects.remove(bucket, key, "DeleteObject", versionId)
  const hasMarker = marker !== undefined || (removed !== undefined && isMarker(removed))
  answer(response, 204, {
    "x-amz-delete-marker": hasMarker ? "true" : undefined,
    "x-amz-version-id": marker?.id ?? versionId,
  })
}

export const deleteObjects: Operation = async (exchange, store) => {
  const text = await textOfPayload(exchange.body(), 4 * 1024 * 1024)
  const asked = elements(text, "Object").map((object) => ({
    key: textOf(object, "Key"),
    versionId: textOf(object, "VersionId"),
  }))
  if (asked.length === 0 || asked.length > 1000) throw refusal("MalformedXML", "name between 1 and 1000 objects")
  const deleted: Xml[] = []
  const errors: Xml[] = []
  for (const { key, versionId } of asked) {
    if (key === undefined || key === "") throw refusal("MalformedXML", "an object has no Key")
    try {
      deleted.push({ Key: key, ...described(versionId, remove(exchange, store, key, versionId)) })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      errors.push({ Key: key, VersionId: versionId, Code: error.code, Message: error.message })
    }
  }
  const quiet = textOf(text, "Quiet") === "true"
  answerXml(exchange.response, "DeleteResult", { Deleted: quiet ? [] : deleted, Error: errors })
}

function remove({ allow, bucket }: Exchange, { objects }: Store, key: string, versionId: string | undefined): Removal {
  allow(actionFor(versionId), key)
  return objects.remove(bucket, key, "DeleteObject", versionId)
}

function described(versionId: string | undefined, { removed, marker }: Removal): { [name: string]: Xml } {
  const markerId = marker?.id ?? (removed !== undefined && isMarker(removed) ? removed.id : undefined)
  return { VersionId: versionId, DeleteMarker: markerId && true, DeleteMarkerVersionId: markerId }
}

function actionFor(versionId: string | undefined): string {
  return versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion"
}
