import { byteReader } from "./byte-reader.ts"
import { refusal } from "./refusal.ts"

/** An upload form, read up to its file: S3 ignores the fields that follow it. Names of fields in lower case. */
export type UploadForm = { fields: Record<string, string>; fileName: string; file: AsyncIterable<Buffer> }

const fieldsLimit = 20_480

export async function readUploadForm(source: AsyncIterable<Buffer>, contentType: string): Promise<UploadForm> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean)
  if (boundary === undefined) throw malformed("the content type names no boundary")
  const reader = byteReader(source)
  const fields: Record<string, string> = {}
  let left = fieldsLimit
  let opened = await reader.until(`--${boundary}\r\n`, fieldsLimit)
  while (opened !== undefined) {
    const head = (await reader.until("\r\n\r\n", left))?.toString() ?? ""
    const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1]?.toLowerCase()
    if (name === undefined) throw malformed("a field has no name")
    if (name === "file") {
      const fileName = /filename="([^"]*)"/i.exec(head)?.[1] ?? ""
      return { fields, fileName, file: reader.pieces(`\r\n--${boundary}`) }
    }
    opened = await reader.until(`\r\n--${boundary}`, left)
    if (opened === undefined) break
    fields[name] = opened.toString()
    left -= head.length + opened.length
    if (left < 0)
      throw refusal(
        "MaxPostPreDataLengthExceeded",
        "Your POST request fields preceding the upload file were too large.",
      )
    if ((await reader.until("\r\n", 2))?.length !== 0) break
  }
  throw malformed("POST requires exactly one file upload per request.")
}

function malformed(message: string): Error {
  return refusal("MalformedPOSTRequest", message)
}
