/** The typed client of the API, as who is signed in. */
import { callsWith, read, type Told } from "../../shared/api/client.ts"
import { Problem } from "../../shared/problem.ts"
import { away, lost, reached } from "./online.ts"
import { accessToken, expired } from "./session.ts"

/** Calls a route. Throws the same `Problem` that the server threw; `unavailable` when it cannot be reached. */
export const call = callsWith(send)

async function send(method: string, url: string, body: unknown, signal: AbortSignal | undefined): Promise<Told> {
  return read(await answerTo(method, url, body, signal))
}

/** What the server answers, whatever it is; throws `unavailable` when it cannot be reached. */
export async function answerTo(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  if (method !== "GET" && away() && !navigator.onLine) throw new Problem("unavailable", unreachable(method))
  const token = await accessToken()
  const headers: Record<string, string> = { ...(token && { authorization: `Bearer ${token}` }) }
  if (body !== undefined) headers["content-type"] = "application/json"
  let answer: Response
  try {
    answer = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error
    lost()
    throw new Problem("unavailable", unreachable(method))
  }
  reached()
  if (answer.status === 401) expired()
  return answer
}

function unreachable(method: string): string {
  const why = navigator.onLine ? "Halyard cannot be reached." : "You are offline."
  return method === "GET" ? why : `${why} Your change was not saved.`
}
