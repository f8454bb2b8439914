/** The stack as the bench sees it. */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Credentials } from "../../infra/local/family.ts"
import { FromStack, type Recorded, type ToStack } from "./messages.ts"

export type Stack = {
  url: string
  region: string
  operator: Credentials
  /** Where DynamoDB Local itself answers. */
  engine: string
  table: string
  /** From now on calls to DynamoDB are kept, until they are asked for. */
  record(): Promise<void>
  calls(): Promise<Recorded[]>
  /** Resolves when what followed from the changes so far has come to its end. */
  settle(): Promise<void>
  stop(): Promise<void>
}

type Said<S extends FromStack["say"]> = Extract<FromStack, { say: S }>

/** Starts it; `fill` writes what is to be there from the start. */
export async function startStack(fill: (engine: string, table: string) => Promise<void>): Promise<Stack> {
  const file = fileURLToPath(new URL("./stack.ts", import.meta.url))
  const child = spawn(process.execPath, [file], { stdio: ["ignore", process.stderr, "inherit", "ipc"] })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const heard: FromStack[] = []
  const waiting = new Set<() => void>()
  let over = false
  const wake = () => {
    for (const look of waiting) look()
  }
  child.on("message", (message) => {
    heard.push(FromStack.parse(message))
    wake()
  })
  void ended.then(() => {
    over = true
    wake()
  })

  const next = <S extends FromStack["say"]>(say: S): Promise<Said<S>> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const at = heard.findIndex((one) => one.say === say)
        const [found] = at < 0 ? [] : heard.splice(at, 1)
        if (found === undefined && !over) return
        waiting.delete(look)
        if (found === undefined) reject(new Error("The stack ended before it was told to"))
        else resolve(found as Said<S>)
      }
      waiting.add(look)
      look()
    })
  const ask = <S extends FromStack["say"]>(order: ToStack["say"], say: S): Promise<Said<S>> => {
    child.send({ say: order } satisfies ToStack)
    return next(say)
  }
  const stop = async () => {
    if (child.connected) child.disconnect()
    await ended
  }

  try {
    const { engine, table } = await next("table")
    await fill(engine, table)
    const { url, region, operator } = await ask("filled", "ready")
    return {
      url,
      region,
      operator,
      engine,
      table,
      record: async () => void (await ask("record", "recording")),
      calls: async () => (await ask("take", "calls")).calls,
      settle: async () => void (await ask("settle", "quiet")),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
