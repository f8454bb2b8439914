/**
 * Workspaces over the API in this process, as `workspace.ts` has them over the running stack. What follows from a change follows
 * here too: after each request the projector is given what the stream then holds. All files of a worker share one engine.
 */
import { EventBridgeClient } from "@aws-sdk/client-eventbridge"
import { SFNClient, StartExecutionCommand, type StartExecutionCommandInput } from "@aws-sdk/client-sfn"
import type { Context, DynamoDBRecord } from "aws-lambda"
import { mockClient } from "aws-sdk-client-mock"
import { vi } from "vitest"
import { type Engine, startEngine } from "./engine.ts"
import { type Asked, type InProcess, startInProcess } from "./in-process.ts"
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
    ...personOf(token, "founder"),
    id: Number(id),
    async colleague(name, role = "regular") {
      const who = await one.api.colleague(id, name, role)
      await one.follow()
      return { ...personOf(who.token, name), id: who.id }
    },
  }
}

function personOf(token: string, name: string): Person {
  const call = <T>(method: string, path: string, body?: unknown) => requestInProcess<T>(token, method, path, body)
  return personWho(call, { url: "", email: `${name}@test.example`.toLowerCase(), token })
}

/** A request of whoever has a token; "" is none. */
export async function requestInProcess<T>(token: string, method: string, path: string, body?: unknown) {
  const { api, follow } = await theRunning()
  const answer = await asked<T>(api, { token, method, path, body })
  if (method !== "GET") await follow()
  return answer
}

type Call = { token: string; method: string; path: string; body?: unknown }

async function asked<T>(api: InProcess, { token, method, path, body }: Call): Promise<Answer<T>> {
  const told = await api.ask(token, { method, path, ...(await bodyOf(body)) })
  if (told === undefined) throw new Error(`No function stands behind ${path}`)
  const headers = new Headers(Object.entries(told.headers).map(([name, value]): [string, string] => [name, `${value}`]))
  const isJson = headers.get("content-type")?.startsWith("application/json") === true
  return { status: told.status, headers, body: readOf(told.text, isJson) } as Answer<T>
}

function readOf(text: string, isJson: boolean): unknown {
  if (text === "") return {}
  return isJson ? JSON.parse(text) : text
}

async function bodyOf(body: unknown): Promise<Pick<Asked, "body" | "headers" | "isBase64">> {
  if (!(body instanceof FormData))
    return { body: body === undefined || typeof body === "string" ? body : JSON.stringify(body) }
  const form = new Response(body)
  const bytes = Buffer.from(await form.arrayBuffer())
  return {
    body: bytes.toString("base64"),
    isBase64: true,
    headers: { "content-type": form.headers.get("content-type") ?? "" },
  }
}

/** The stream's filter of the template: only records wake the projector. */
const wakes = ({ eventName, dynamodb }: DynamoDBRecord) =>
  dynamodb?.NewImage?.kind !== undefined || (eventName === "REMOVE" && dynamodb?.OldImage?.kind !== undefined)

/** Answers what gives the projector all that the stream holds, one batch after the other. Nobody listens to what it tells. */
async function projecting(engine: Engine): Promise<() => Promise<void>> {
  Object.assign(process.env, { BUS_NAME: "crm", LIVE_URL: "http://127.0.0.1:9/graphql" })
  mockClient(EventBridgeClient).onAnyCommand().resolves({ FailedEntryCount: 0, Entries: [] })
  vi.stubGlobal("fetch", async () => new Response("{}"))
  const { updateFormulas } = await import("../../functions/projector/formula-run.ts")
  mockClient(SFNClient)
    .on(StartExecutionCommand)
    .callsFake(async (asked: StartExecutionCommandInput) => {
      const { work, workspaceId, kind, run } = JSON.parse(asked.input ?? "{}")
      if (work === "formulas") await updateFormulas(workspaceId, kind, run, () => false)
      return {}
    })
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
