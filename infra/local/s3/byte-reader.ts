import { refusal } from "./refusal.ts"

/** Reads a stream by marks and lengths, holding no more than one piece of it. */
export type ByteReader = {
  /** The next bytes, at most `limit`; undefined at the end. */
  some(limit: number): Promise<Buffer | undefined>
  /** Everything before `mark`, which is consumed; undefined when the stream ends first. */
  until(mark: string, limit: number): Promise<Buffer | undefined>
  /** Like `until`, of any length, piece by piece; the stream may not end before `mark`. */
  pieces(mark: string): AsyncGenerator<Buffer>
}

export function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  async function more(): Promise<boolean> {
    const next = await chunks.next()
    if (next.done === true) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  function take(length: number): Buffer {
    const taken = held.subarray(0, length)
    held = held.subarray(length)
    return taken
  }
  return {
    async some(limit) {
      if (held.length === 0 && !(await more())) return undefined
      return take(limit)
    },
    async until(mark, limit) {
      for (;;) {
        const at = held.indexOf(mark)
        if (at > limit || (at < 0 && held.length > limit + mark.length)) {
          throw refusal("InvalidRequest", `a part of the body is longer than ${limit} bytes`)
        }
        if (at >= 0) {
          const found = take(at)
          take(mark.length)
          return found
        }
        if (!(await more())) return undefined
      }
    },
    async *pieces(mark) {
      for (;;) {
        const at = held.indexOf(mark)
        if (at >= 0) {
          if (at > 0) yield take(at)
          take(mark.length)
          return
        }
        const sure = held.length - mark.length + 1
        if (sure > 0) yield take(sure)
        if (!(await more())) throw refusal("IncompleteBody", "the body ended before its closing boundary")
      }
    },
  }
}
