/**
 * Workspaces over the API in this process, as `workspace.ts` has them over the running stack. What follows from a change follows
 * here too: after each request the projector is given what the stream then holds. All files of a worker share one engine.
 */
import { EventBridgeClient } from "@aws-sdk/client-eventbridge"
import type { Context, DynamoDBRecord } from "aws-lambda"
import { mockClient } from "aws-sdk-client-mock"
import { vi } from "vitest"
import { type Engine, startEngine } from "./engine.ts"
import { type InProcess, startInProcess } from "./in-process.ts"
import { type Answer, type Person, personWho, type Workspace } from "./workspace.ts"

type Running = { engine: Engine; api: InProcess; follow: () => Promise<void>; founders: number }

/** It ends with the worker. */
let running: Promise<Running> | undefined

async function start(): Promise<Running> {
  const engine = await startEngine()
  return { engine, api: await startInProcess(), follow: await projecting(engine), founders: 0 }
}

function theRunning(): Promise<Running> {
  running ??= start()
  return running
}

/** The table itself. */
export async function theTable(): Promise<Pick<Engine, "client" | "table">> {
  return (await theRunning()).engine
}

export async function newWorkspace(): Promise<Workspace> {
  const one = await theRunning()
  const { id, token } = await one.api.found(`founder-${++one.founders}`)
  await one.follow()
  return {
    ...personOf(one, token, "founder"),
    id: Number(id),
    async colleague(name, role = "regular") {
      const who = await one.api.colleague(id, name, role)
      await one.follow()
      return { ...personOf(one, who.token, name), id: who.id }
    },
  }
}

function personOf({ api, follow }: Running, token: string, name: string): Person {
  const call = async <T>(method: string, path: string, body?: unknown) => {
    const answer = await asked<T>(api, { token, method, path, body })
    if (method !== "GET") await follow()
    return answer
  }
  return personWho(call, { url: "", email: `${name}@test.example`.toLowerCase(), token })
}

type Call = { token: string; method: string; path: string; body?: unknown }

async function asked<T>(api: InProcess, { token, method, path, body }: Call): Promise<Answer<T>> {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body)
  const told = await api.ask(token, { method, path, body: text })
  if (told === undefined) throw new Error(`No function stands behind ${path}`)
  const headers = new Headers(Object.entries(told.headers).map(([name, value]): [string, string] => [name, `${value}`]))
  const isJson = headers.get("content-type")?.includes("json") !== false
  return { status: told.status, headers, body: bodyOf(told.text, isJson) } as Answer<T>
}

function bodyOf(text: string, isJson: boolean): unknown {
  if (text === "") return {}
  return isJson ? JSON.parse(text) : text
}

/** The stream's filter of the template: only records wake the projector. */
const wakes = ({ eventName, dynamodb }: DynamoDBRecord) =>
  dynamodb?.NewImage?.kind !== undefined || (eventName === "REMOVE" && dynamodb?.OldImage?.kind !== undefined)

/** Answers what gives the projector all that the stream holds, one batch after the other. Nobody listens to what it tells. */
async function projecting(engine: Engine): Promise<() => Promise<void>> {
  Object.assign(process.env, { BUS_NAME: "crm", LIVE_URL: "http://127.0.0.1:9/graphql" })
  mockClient(EventBridgeClient).onAnyCommand().resolves({ FailedEntryCount: 0, Entries: [] })
  vi.stubGlobal("fetch", async () => new Response("{}"))
  const { handler } = await import("../../functions/projector/project.ts")
  const projected = async () => {
    const Records = (await engine.pending()).filter(wakes)
    if (Records.length > 0) await handler({ Records }, { functionName: "projector" } as Context)
  }
  let last = Promise.resolve()
  return () => {
    last = last.catch(() => undefined).then(projected)
    return last
  }
}
