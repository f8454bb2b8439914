/** Durable state of the local services: one SQLite file, written through at each change, so a killed process loses nothing it answered for. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** Records of one kind, by key. Values are JSON; `list` goes in key order. */
export type Records<T> = {
  get(key: string): T | undefined
  put(key: string, value: T): void
  delete(key: string): void
  list(prefix?: string): Iterable<[key: string, value: T]>
}

export type State = {
  records<T>(kind: string): Records<T>
  /** Runs several changes as one. */
  atomically<R>(work: () => R): R
  close(): void
}

/** Opens `<dir>/stack.sqlite`, or a state that dies with the process when `dir` is undefined. */
export function openState(dir: string | undefined): State {
  if (dir !== undefined) mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(dir === undefined ? ":memory:" : join(dir, "stack.sqlite"))
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000")
  db.exec(
    "CREATE TABLE IF NOT EXISTS records (kind TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID",
  )
  const one = db.prepare("SELECT value FROM records WHERE kind = ? AND key = ?")
  const set = db.prepare("INSERT INTO records VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
  const drop = db.prepare("DELETE FROM records WHERE kind = ? AND key = ?")
  const range = db.prepare("SELECT key, value FROM records WHERE kind = ? AND key >= ? AND key < ? ORDER BY key")
  let depth = 0
  return {
    records<T>(kind: string): Records<T> {
      return {
        get: (key) => {
          const row = one.get(kind, key)
          return row === undefined ? undefined : (JSON.parse(String(row["value"])) as T)
        },
        put: (key, value) => void set.run(kind, key, JSON.stringify(value)),
        delete: (key) => void drop.run(kind, key),
        list: (prefix = "") =>
          range
            .all(kind, prefix, `${prefix}\u{10ffff}`)
            .map((row) => [String(row["key"]), JSON.parse(String(row["value"])) as T]),
      }
    },
    atomically(work) {
      if (depth > 0) return work()
      db.exec("BEGIN")
      depth++
      try {
        const result = work()
        db.exec("COMMIT")
        return result
      } catch (error) {
        db.exec("ROLLBACK")
        throw error
      } finally {
        depth--
      }
    },
    close: () => db.close(),
  }
}
