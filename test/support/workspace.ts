/** A workspace of a test's own, made through the API as people make one. */
import { randomUUID } from "node:crypto"
import { addAccount, mailTo, type Session } from "../../infra/local/people.ts"
import { enter, renewed } from "./sign-in.ts"
import { sharedStack, type Where } from "./stack.ts"

export const PASSWORD = "Halyard-test-1"
const REGION = "us-east-1"

export type Answer<T> = {
  status: number
  headers: Headers
  body: {
    success: boolean
    data: T
    error?: string
    fields?: Record<string, string>
    code?: string
    additional_data?: { next_cursor?: string | null }
  }
}

/** Of everyone who was made here, what a browser in which they have signed in knows, by e-mail. */
export const sessions = new Map<string, Session>()

export type Person = {
  url: string
  email: string
  password: string
  /** API token. */
  token: string
  /** Calls the API as this person; T is what `data` holds. */
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  /** The same, for calls that must succeed: answers `data`. */
  get<T = Record<string, unknown>>(path: string): Promise<T>
  post<T = { id: number }>(path: string, body: unknown): Promise<T>
  patch<T = Record<string, unknown>>(path: string, body: unknown): Promise<T>
}

export type Workspace = Person & {
  id: number
  /** Invites someone by mail and lets them accept. */
  colleague(name: string, role?: "admin" | "regular"): Promise<Person & { id: number }>
}

export async function request<T>(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const form = body instanceof FormData
  const answer = await fetch(url + path, {
    method,
    // where an answer leads to is what it says
    redirect: "manual",
    headers: {
      ...(token && { "x-api-token": token }),
      ...(body !== undefined && !form && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: form || typeof body === "string" ? body : JSON.stringify(body) }),
  })
  const json = answer.headers.get("content-type")?.startsWith("application/json") === true
  return {
    status: answer.status,
    headers: answer.headers,
    body: (json ? await answer.json() : {}) as Answer<T>["body"],
  }
}

export function personOf(url: string, email: string, token: string): Person {
  const call = <T>(method: string, path: string, body?: unknown) => request<T>(url, token, method, path, body)
  return personWho(call, { url, email, token })
}

export function personWho(
  call: Person["call"],
  { url, email, token }: Pick<Person, "url" | "email" | "token">,
): Person {
  const must = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body.data
  }
  return {
    url,
    email,
    password: PASSWORD,
    token,
    call,
    get: (path) => must("GET", path),
    post: (path, body) => must("POST", path, body),
    patch: (path, body) => must("PATCH", path, body),
  }
}

/** Signs in with the test's password, and keeps the session for a browser. Answers an access token. */
export async function signedInAs({ url, email }: Pick<Person, "url" | "email">): Promise<string> {
  const session: Session = new Map()
  sessions.set(email, session)
  return await enter(url, email, PASSWORD, session)
}

/** The access token of someone who has signed in, with the claims they have now. */
export function renewedFor({ url, email }: Pick<Person, "url" | "email">): Promise<string> {
  return renewed(url, email, sessions.get(email) ?? new Map())
}

async function tokenOf(url: string, jwt: string): Promise<string> {
  const answer = await fetch(`${url}/api/v2/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${jwt}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "test" }),
  })
  const { data } = (await answer.json()) as { data: { token: string } }
  return data.token
}

export async function newWorkspace(where?: Where): Promise<Workspace> {
  const { url, operator } = where ?? (await sharedStack())
  const email = `founder-${randomUUID().slice(0, 8)}@test.example`
  await addAccount({ url, region: REGION, operator }, email, "Fran Founder", PASSWORD)
  const first = await signedInAs({ url, email })
  const made = await fetch(`${url}/api/v2/workspaces`, {
    method: "POST",
    headers: { authorization: `Bearer ${first}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Test & Co", person_name: "Fran Founder", currency: "USD", zone: "UTC" }),
  })
  const { data } = (await made.json()) as { data: { id: number } }
  const founder = personOf(url, email, await tokenOf(url, await renewedFor({ url, email })))
  return { ...founder, id: data.id, colleague: (name, role = "regular") => join(founder, name, role) }
}

async function join(founder: Person, name: string, role: "admin" | "regular"): Promise<Person & { id: number }> {
  const { url } = founder
  const email = `colleague-${randomUUID().slice(0, 8)}@test.example`
  const user = await founder.post<{ id: number }>("/api/v2/users", { name, email, role })
  const { text } = await mailTo(url, email)
  const invitation = /#(\d+\.\d+\.[\w-]+)/.exec(text)?.[1]
  const accepted = await request(url, "", "POST", "/api/v2/invitations/accept", {
    invitation,
    name,
    password: PASSWORD,
  })
  if (accepted.status !== 200) throw new Error(`The invitation was not accepted: ${JSON.stringify(accepted.body)}`)
  const token = await tokenOf(url, await signedInAs({ url, email }))
  return { ...personOf(url, email, token), id: user.id }
}
