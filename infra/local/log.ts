/** The stack's log: every line to a file beside the data, warnings and errors to the terminal too. */
import { createWriteStream, mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Context } from "./family.ts"

export type Log = { write: Context["log"]; close(): Promise<void> }

export function openLog(dir: string, terminal: (line: string) => void): Log {
  mkdirSync(dir, { recursive: true })
  const file = createWriteStream(join(dir, "stack.log"), { flags: "a" })
  let failed = false
  file.on("error", (error) => {
    if (!failed) terminal(`The log cannot be written: ${error.message}`)
    failed = true
  })
  return {
    write(level, source, line) {
      const text = `${new Date().toISOString()} ${level} [${source}] ${line}`
      if (!failed) file.write(`${text}\n`)
      if (level === "warn" || level === "error") terminal(`${level} [${source}] ${line}`)
    },
    close: () =>
      new Promise((resolve) => {
        if (failed) resolve()
        else file.end(() => resolve())
      }),
  }
}
