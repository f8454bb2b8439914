/** A file that the server gives in parts, each with where the next begins. */
import { read } from "../../shared/api/client.ts"
import { answerTo } from "./client.ts"

type Query = Readonly<Record<string, string | number | undefined>>

/** The whole of it, byte by byte as the server has it; `told` hears how many lines are there. */
export async function fileOf(
  path: string,
  query: Query,
  signal?: AbortSignal,
  told?: (lines: number) => void,
): Promise<Blob> {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  const parts: Blob[] = []
  let lines = 0
  let cursor: string | null | undefined
  do {
    const search = new URLSearchParams([...asked, ...(cursor ? [["cursor", cursor]] : [])])
    const answer = await answerTo("GET", `${path}?${search}`, undefined, signal)
    if (!answer.ok) await read(answer)
    parts.push(await answer.blob())
    lines += Number(answer.headers.get("x-row-count"))
    told?.(lines)
    cursor = answer.headers.get("x-next-cursor")
  } while (cursor !== null)
  return new Blob(parts)
}
