/** Files that come in a form's parts. */
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import { Problem } from "../../shared/problem.ts"

export type FormFile = { name: string; type: string; bytes: Uint8Array }

/** The file of a part of a `multipart/form-data` body. Throws a `Problem` where there is none or it is too large. */
export async function fileOf(event: APIGatewayProxyEventV2, part: string, most: number): Promise<FormFile> {
  const value = (await formOf(event)).get(part)
  if (value === null || typeof value === "string")
    throw refuse(part, "must be a file, in a form of multipart/form-data")
  if (value.size === 0) throw refuse(part, "the file is empty")
  if (value.size > most) throw new Problem("too_large", `${part}: must be at most ${Math.floor(most / 1024 / 1024)} MB`)
  return { name: value.name, type: value.type.toLowerCase(), bytes: new Uint8Array(await value.arrayBuffer()) }
}

async function formOf(event: APIGatewayProxyEventV2): Promise<FormData> {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8")
  const type = event.headers["content-type"] ?? ""
  if (!/^multipart\/form-data/i.test(type)) return new FormData()
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData()
  } catch {
    throw refuse("body", "is not a form of multipart/form-data")
  }
}

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
