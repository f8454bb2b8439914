/**
 * The APPSYNC_JS runtime: a module with a `request` and a `response`, both synchronous, that see nothing of Node. What
 * APPSYNC_JS lacks (classes, async functions, generators, `Date` …) is refused here too. No boundary against hostile
 * code: it is the operator's own.
 */
import { compileFunction, createContext, runInContext } from "node:vm"
import { transformSync } from "esbuild"
import { StartError } from "../start-error.ts"
import { EarlyReturn, type Frame } from "./frame.ts"
import { type Provided, provided } from "./provided.ts"
import { ResolverError } from "./resolver-error.ts"

/** What a handler returned; with `skipTo` when it left by `runtime.earlyReturn`. */
export type Outcome = { value: unknown; skipTo?: "NEXT" | "END" }
type Handler = (ctx: object, frame: Frame) => Outcome
export type Code = { request: Handler; response: Handler }

const lacking = "Date Promise Map Set WeakMap WeakSet Symbol Proxy Reflect RegExp Intl eval Function WebAssembly BigInt"
const forbid = lacking
  .split(" ")
  .map(
    (name) => `Object.defineProperty(globalThis, "${name}", { get() { throw "${name} is not part of APPSYNC_JS" } })`,
  )
  .join("\n")

export function loadCode(source: string, name: string): Code {
  let current: Frame | undefined
  const frame = (): Frame => {
    if (current === undefined) throw new Error("only request and response may call this")
    return current
  }
  const exported = evaluate(transpiled(source, name), provided(frame), frame, name)

  function handler(phase: "request" | "response"): Handler {
    const run = exported[phase]
    if (typeof run !== "function") throw new StartError(`${name}: the code exports no function ${phase}`)
    return (ctx, next) => {
      current = next
      try {
        return { value: plain(run(ctx)) }
      } catch (error) {
        if (error instanceof EarlyReturn) return { value: plain(error.value), skipTo: error.skipTo }
        throw error instanceof ResolverError ? error : broken(error, next, name)
      } finally {
        current = undefined
      }
    }
  }
  return { request: handler("request"), response: handler("response") }
}

function transpiled(source: string, name: string): string {
  try {
    return transformSync(source, {
      format: "cjs",
      loader: "js",
      sourcefile: name,
      supported: { "async-await": false, "async-generator": false, generator: false, class: false, bigint: false },
    }).code
  } catch (error) {
    throw new StartError(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function evaluate(code: string, given: Provided, frame: () => Frame, name: string): Record<string, unknown> {
  const print = (level: "debug" | "error") => (line: unknown) =>
    frame().print(level, `${name}: ${typeof line === "string" ? line : JSON.stringify(line)}`)
  const parsingContext = createContext({ ...given, console: { log: print("debug"), error: print("error") } })
  runInContext(forbid, parsingContext)
  const exports: Record<string, unknown> = {}
  const module = { exports }
  const require = (wanted: string) => {
    if (wanted === "@aws-appsync/utils") return given
    throw new Error(`module ${wanted} is not built in the local stack`)
  }
  try {
    const body = compileFunction(code, ["module", "exports", "require"], { parsingContext, filename: name })
    body(module, exports, require)
  } catch (error) {
    throw new StartError(`${name}: ${String(error)}`)
  }
  return module.exports
}

function plain(value: unknown): unknown {
  if (isPromise(value)) throw new Error("a handler may not return a promise")
  return value === undefined ? null : JSON.parse(JSON.stringify(value) ?? "null")
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function"
}

function broken(error: unknown, frame: Frame, name: string): ResolverError {
  const value = String(error)
  frame.print("error", `${name}: ${value}`)
  return new ResolverError("Runtime Error", "Code", null, { codeErrors: [{ errorType: "CODE_ERROR", value }] })
}
