/** Turns what a function writes into log lines. Structured loggers name their level in the line. */
import type { Readable } from "node:stream"

type Write = (level: "debug" | "warn" | "error", line: string) => void

export function forwardLines(stream: Readable, name: "stdout" | "stderr", write: Write): void {
  let rest = ""
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) if (line !== "") write(levelOf(name, line), line)
  })
  stream.on("end", () => {
    if (rest !== "") write(levelOf(name, rest), rest)
  })
}

function levelOf(stream: "stdout" | "stderr", line: string): "debug" | "warn" | "error" {
  const [, level] = /^\{.*"level":"(\w+)"/.exec(line) ?? []
  if (level === "ERROR" || level === "CRITICAL") return "error"
  if (level === "WARN" || level === undefined) return stream === "stderr" || level === "WARN" ? "warn" : "debug"
  return "debug"
}
