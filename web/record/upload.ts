/** Sends a file: told to the API, its bytes to where that says, and then said to be there. */
import type { FileAnswer } from "../../shared/api/files.ts"
import { Problem } from "../../shared/problem.ts"
import { call } from "../app/client.ts"

export async function upload(
  file: File,
  links: object,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<FileAnswer> {
  const body = { file_name: file.name, size: file.size, ...(file.type && { type: file.type }), ...links }
  const begun = await call("POST /api/v2/files", { body }, signal)
  await put(begun.upload, file, progress, signal)
  return call("POST /api/v2/files/{id}/done", { params: { id: begun.file.id } }, signal)
}

/** `fetch` does not tell how much of a body it has sent. */
function put(
  to: { url: string; method: string; headers: Record<string, string> },
  file: File,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const failed = () => reject(new Problem("unavailable", "The connection was lost while it was uploaded."))
    request.open(to.method, to.url)
    for (const [name, value] of Object.entries(to.headers)) {
      if (name.toLowerCase() !== "content-length") request.setRequestHeader(name, value)
    }
    request.upload.onprogress = (event) => progress(event.total === 0 ? 0 : event.loaded / event.total)
    request.onload = () => (request.status < 300 ? resolve() : failed())
    request.onerror = failed
    request.onabort = () => reject(new DOMException("Stopped", "AbortError"))
    signal.addEventListener("abort", () => request.abort())
    request.send(file)
  })
}
