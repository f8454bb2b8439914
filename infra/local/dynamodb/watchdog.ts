/**
 * Runs a command as its child and ends it when standard input closes. The stack holds the other end of that pipe, and the
 * kernel closes it however the stack ends, kill -9 included: the database never outlives the stack it belongs to.
 */
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"

const [pidFile = "", command = "", ...args] = process.argv.slice(2)
const graceMs = 2000

const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] })
child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(127)
})
child.on("exit", (code) => process.exit(code ?? 0))
if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid))

function end(): void {
  child.kill("SIGTERM")
  setTimeout(() => child.kill("SIGKILL"), graceMs)
}

process.stdin.on("end", end).on("error", end).resume()
process.on("SIGTERM", end)
process.on("SIGINT", end)
