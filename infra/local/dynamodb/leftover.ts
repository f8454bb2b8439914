/** Ends a database that a killed stack left behind, should its watchdog have been killed too. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { setTimeout as delay } from "node:timers/promises"

export async function endLeftover(pidFile: string, dir: string): Promise<void> {
  const pid = Number(attempt(() => readFileSync(pidFile, "utf8")))
  if (!Number.isInteger(pid) || pid <= 0 || !isDatabaseOf(pid, dir)) return
  process.kill(pid, "SIGKILL")
  while (isDatabaseOf(pid, dir)) await delay(20)
}

function isDatabaseOf(pid: number, dir: string): boolean {
  const command =
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")) ??
    attempt(() => execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" })) ??
    ""
  return command.includes("DynamoDBLocal.jar") && command.includes(dir)
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
