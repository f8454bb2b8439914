/** Keeps a second process off a data folder. The lock is SQLite's own on a file, so it ends with the process however that ends. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StartError } from "./start-error.ts"

const sqliteBusy = 5

export function lock(dir: string): { release(): void } {
  mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(join(dir, "lock.sqlite"))
  try {
    db.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
  } catch (error) {
    db.close()
    if (Object(error).errcode !== sqliteBusy) throw error
    throw new StartError(`Another stack is running on ${dir}. Stop it, or choose another folder with --data.`)
  }
  return { release: () => db.close() }
}
