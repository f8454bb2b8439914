import { answer, answerXml, type Operation, versionHeader } from "./exchange.ts"
import { textOfPayload } from "./payload.ts"
import { refusal } from "./refusal.ts"
import { elements, textOf } from "./xml.ts"

export const getObjectTagging: Operation = ({ bucket, key, query, response, allow }, { objects }) => {
  allow("s3:GetObjectTagging", key)
  const object = objects.find(bucket.name, key, query.get("versionId") ?? undefined)
  const tags = Object.entries(object.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
  answerXml(response, "Tagging", { TagSet: { Tag: tags } }, versionHeader(object.id))
}

export const putObjectTagging: Operation = async ({ bucket, key, query, response, allow, body }, { objects }) => {
  allow("s3:PutObjectTagging", key)
  const tags = elements(await textOfPayload(body(), 64 * 1024), "Tag").map((tag): [string, string] => [
    textOf(tag, "Key") ?? "",
    textOf(tag, "Value") ?? "",
  ])
  if (tags.length > 10) throw refusal("BadRequest", "Object tags cannot be greater than 10")
  objects.tag(bucket.name, key, Object.fromEntries(tags), query.get("versionId") ?? undefined)
  answer(response, 200)
}

export const deleteObjectTagging: Operation = ({ bucket, key, query, response, allow }, { objects }) => {
  allow("s3:DeleteObjectTagging", key)
  objects.tag(bucket.name, key, {}, query.get("versionId") ?? undefined)
  answer(response, 204)
}
