/**
 * What is started once for several projects, while tests that do not need it run: each project loads its setup anew in one process,
 * and a test waits for a file that says where it is.
 */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"

type Started<T> = { where: T; stop(): Promise<void> }
type Held = { file: string; ended: Promise<(() => Promise<void>) | undefined>; users: number }

const everywhere = globalThis as { halyardHeld?: Map<string, Held> }

/** Answers the file that will say where it is, and what ends it after its last user. */
export function hold<T>(name: string, start: () => Promise<Started<T>>): { file: string; leave: () => Promise<void> } {
  everywhere.halyardHeld ??= new Map()
  const all = everywhere.halyardHeld
  const held = all.get(name) ?? begin(name, start)
  all.set(name, held)
  held.users++
  return {
    file: held.file,
    async leave() {
      held.users--
      if (held.users > 0) return
      all.delete(name)
      const stop = await held.ended
      await stop?.()
      rmSync(join(held.file, ".."), { recursive: true, force: true })
    },
  }
}

function begin<T>(name: string, start: () => Promise<Started<T>>): Held {
  const file = join(mkdtempSync(join(tmpdir(), `halyard-${name}-`)), "where.json")
  const say = (said: object) => {
    writeFileSync(`${file}.new`, JSON.stringify(said))
    renameSync(`${file}.new`, file)
  }
  const ended = start().then(
    ({ where, stop }) => {
      say({ where })
      return stop
    },
    (error) => {
      say({ error: String(error) })
      return undefined
    },
  )
  return { file, ended, users: 0 }
}

/** Waits until it says where it is; what did not start is an error. */
export async function whereIs<T>(file: string): Promise<T> {
  while (!existsSync(file)) await delay(30)
  const said = JSON.parse(readFileSync(file, "utf8")) as { where?: T; error?: string }
  if (said.where === undefined) throw new Error(said.error)
  return said.where
}
