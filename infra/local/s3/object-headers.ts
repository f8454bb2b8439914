import { refusal } from "./refusal.ts"

const system = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
]

/** Of a request's headers, those an object is stored with and answered with. */
export function storedHeaders(headers: Record<string, string>): Record<string, string> {
  const stored: Record<string, string> = { "content-type": "binary/octet-stream" }
  let metadata = 0
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith("x-amz-meta-")) metadata += name.length - "x-amz-meta-".length + Buffer.byteLength(value)
    else if (!system.includes(name)) continue
    stored[name] = headerText(name, value)
  }
  if (metadata > 2048)
    throw refusal("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
  const encodings = (stored["content-encoding"] ?? "")
    .split(/\s*,\s*/)
    .filter((one) => one !== "aws-chunked" && one !== "")
  delete stored["content-encoding"]
  return encodings.length === 0 ? stored : { ...stored, "content-encoding": encodings.join(", ") }
}

/** Text a header can carry: without what would end it and start another; Node writes one byte a character, S3 UTF-8. */
export function headerText(name: string, value: string): string {
  if ([...value].some((char) => (char < " " && char !== "\t") || char === "\u007f")) {
    throw refusal("InvalidArgument", `${name} holds a control character`)
  }
  const bytewise = Buffer.from(value, "latin1").toString("latin1") === value
  return bytewise ? value : Buffer.from(value).toString("latin1")
}

export function tagsOf(text: string | undefined): Record<string, string> | undefined {
  return text === undefined || text === "" ? undefined : Object.fromEntries(new URLSearchParams(text))
}
