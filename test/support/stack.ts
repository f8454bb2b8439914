/** A running product for tests: a stack of its own in a child process, or the one that the api and browser tests share. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inject } from "vitest"
import type { Credentials } from "../../infra/local/family.ts"
import { whereIs } from "./held.ts"

const MAIN = join(import.meta.dirname, "../../infra/local/main.ts")

export type Where = { url: string; mailbox: string; operator: Credentials }

declare module "vitest" {
  interface ProvidedContext {
    /** The file that says where it is. */
    stack: string
  }
}

/** The shared stack, once it is up. */
export function sharedStack(): Promise<Where> {
  return whereIs(inject("stack"))
}

export type OwnStack = Where & {
  apiToken: string | null
  users: { email: string; password: string; role: string }[]
  dataDir: string
  process: ChildProcess
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
  /** Removes its data. */
  forget(): void
}

type Options = {
  dataDir?: string
  args?: string[]
  timeoutMs?: number
  /** For a minute of work: its database makes machine code quickly instead of well. */
  brief?: boolean
}

/** Starts a stack in a process of its own; `--memory --seed none` unless other arguments are given. */
export async function startStack({
  dataDir,
  args = ["--memory", "--seed", "none"],
  timeoutMs = 180_000,
  brief = false,
}: Options = {}): Promise<OwnStack> {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), "halyard-test-"))
  rmSync(join(dir, "operator.json"), { force: true })
  const child = spawn(process.execPath, [MAIN, "--port", "0", "--data", dir, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(brief && { JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1" }) },
  })
  const lines: string[] = []
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The stack did not start:\n${lines.join("")}`)), timeoutMs)
    const read = (data: Buffer) => {
      lines.push(data.toString())
      if (!lines.join("").includes("Ctrl-C stops it")) return
      clearTimeout(late)
      resolve()
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    void ended.then(() => reject(new Error(`The stack ended:\n${lines.join("")}`)))
  })
  const local = JSON.parse(readFileSync(join(dir, "local.json"), "utf8"))
  const operator = JSON.parse(readFileSync(join(dir, "operator.json"), "utf8"))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    ...local,
    operator,
    dataDir: dir,
    process: child,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    forget: () => existsSync(dir) && rmSync(dir, { recursive: true, force: true }),
  }
}

/** Asks again until the answer satisfies; what follows from a change follows a little later. It asks ever less often: to ask costs what it waits for its time. */
export async function eventually<T>(check: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const limit = Date.now() + timeoutMs
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.5, 1000)) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > limit) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
