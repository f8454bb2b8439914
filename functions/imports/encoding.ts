/** How the bytes of a file are text: by its byte order mark, else by its zeros, else UTF-8 where all of it is, else Windows-1252. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"

const SAMPLE = 64 * 1024

const starts = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte)

/** Reads all of a file and answers its encoding and the beginning of its text. */
export async function examine(file: AsyncIterable<Uint8Array>): Promise<{ encoding: Encoding; sample: string }> {
  let head: Uint8Array = new Uint8Array()
  const utf8 = new TextDecoder("utf-8", { fatal: true })
  let valid = true
  for await (const part of file) {
    if (head.length < SAMPLE) head = Buffer.concat([head, part]).subarray(0, SAMPLE)
    if (valid) valid = decodes(utf8, part)
    if (!valid && head.length === SAMPLE) break
  }
  if (valid) valid = decodes(utf8)
  const encoding = encodingOf(head, valid)
  return { encoding, sample: new TextDecoder(encoding).decode(head, { stream: true }) }
}

function decodes(decoder: InstanceType<typeof TextDecoder>, part?: Uint8Array): boolean {
  try {
    decoder.decode(part, { stream: part !== undefined })
    return true
  } catch {
    return false
  }
}

function encodingOf(head: Uint8Array, validUtf8: boolean): Encoding {
  if (starts(head, 0xef, 0xbb, 0xbf)) return "utf-8"
  if (starts(head, 0xff, 0xfe)) return "utf-16le"
  if (starts(head, 0xfe, 0xff)) return "utf-16be"
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) > head.length / 8) return odd > even ? "utf-16le" : "utf-16be"
  return validUtf8 ? "utf-8" : "windows-1252"
}

/** The text of a file, part by part, without its byte order mark. */
export async function* decode(file: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const part of file) yield decoder.decode(part, { stream: true })
  yield decoder.decode()
}
