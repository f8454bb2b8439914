import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { openDataFolder } from "../../../infra/local/data-folder.ts"
import type { Context, Family } from "../../../infra/local/family.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import { readable } from "../../../infra/local/start-error.ts"
import { type Resources, type Written, writeAssembly } from "../../support/assembly.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

type Probe = { made: string[]; happened: string[]; contexts: Context[] }

let dataDir: string
let probe: Probe
let written: Written[]
let stack: RunningStack<object> | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "halyard-data-"))
  probe = { made: [], happened: [], contexts: [] }
  written = []
})
afterEach(async () => {
  await stack?.close()
  stack = undefined
  for (const one of written) one.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A family whose resources are what their properties say. */
function family(name: string, types: string[], overrides: Partial<Family> & { prepare?(): void } = {}) {
  const make = (id: string, properties: Record<string, unknown>) => {
    probe.made.push(id)
    if (properties["fails"] === "aws") throw new AwsError("ValidationException", "no good")
    if (properties["fails"] === "disk") throw Object.assign(new Error("write"), { code: "ENOSPC", path: "/data/x" })
    if (properties["fails"] === "bug") throw new TypeError("a bug")
    return { ref: `${id}-ref`, attributes: { ...properties, Arn: `arn:${id}` } }
  }
  return {
    name,
    types: Object.fromEntries(types.map((type) => [type, make])),
    start: () => void probe.happened.push(`start ${name}`),
    stop: () => void probe.happened.push(`stop ${name}`),
    ...overrides,
  }
}

async function run(
  resources: Resources,
  families: () => Record<string, Family> = () => ({
    first: family("first", ["A", "B"]),
    second: family("second", ["C"]),
  }),
  options: { port?: number; dataDir?: string | undefined; sections?: object; terminal?: (line: string) => void } = {},
): Promise<RunningStack<object>> {
  const assembly = writeAssembly(resources, {}, options.sections)
  written.push(assembly)
  stack = await runStack({
    assemblyDir: assembly.dir,
    stack: assembly.stack,
    port: options.port ?? 0,
    dataDir: "dataDir" in options ? options.dataDir : dataDir,
    region: "eu-central-1",
    terminal: options.terminal ?? (() => undefined),
    families(context) {
      probe.contexts.push(context)
      return families()
    },
  })
  return stack
}

describe("a start", () => {
  test("makes each resource after what it refers to, then starts the families, and answers the outputs", async () => {
    const running = await run(
      {
        Second: { Type: "B", Properties: { of: { "Fn::GetAtt": ["First", "Arn"] } } },
        First: { Type: "A", Properties: { value: 1 } },
        Third: { Type: "C", Properties: { of: { Ref: "Second" } } },
      },
      undefined,
      { sections: { Outputs: { Of: { Value: { "Fn::GetAtt": ["Third", "of"] } } } } },
    )
    expect(probe.made).toEqual(["First", "Second", "Third"])
    expect(probe.happened).toEqual(["start first", "start second"])
    expect(running.outputs).toEqual({ Of: "Second-ref" })
  })

  test("with types nobody knows makes nothing and names every one of them", async () => {
    const resources = { Fine: { Type: "A" }, Odd: { Type: "AWS::X::Y" }, Other: { Type: "Custom::Z" } }
    await expect(run(resources)).rejects.toMatchObject({
      name: "StartError",
      message: "The local stack does not build Odd (AWS::X::Y), Other (Custom::Z).",
    })
    expect(probe.made).toEqual([])
  })

  test("leaves out what a false condition excludes, whatever its type", async () => {
    await run({ Odd: { Type: "AWS::X::Y", Condition: "Never" }, Fine: { Type: "A" } }, undefined, {
      sections: { Conditions: { Never: { "Fn::Equals": ["a", "b"] } } },
    })
    expect(probe.made).toEqual(["Fine"])
  })

  test("lets a family begin slow work only when the template has one of its types", async () => {
    const prepared: string[] = []
    await run({ Fine: { Type: "A" } }, () => ({
      used: family("used", ["A"], { prepare: () => void prepared.push("used") }),
      unused: family("unused", ["C"], { prepare: () => void prepared.push("unused") }),
    }))
    expect(prepared).toEqual(["used"])
  })

  test.each([
    ["aws", "StartError", "It (A): no good"],
    ["disk", "StartError", "It (A): The disk is full (/data/x). Free some space and start again."],
    ["bug", "Error", "It (A) failed"],
  ])("that fails (%s) says where, and leaves nothing open", async (fails, name, message) => {
    await expect(run({ It: { Type: "A", Properties: { fails } } })).rejects.toMatchObject({ name, message })
    expect(probe.happened).toEqual(["stop second", "stop first"])
    await run({ It: { Type: "A" } })
  })

  test("on a port in use is one line, and leaves the data free", async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    await expect(run({}, undefined, { port })).rejects.toMatchObject({
      name: "StartError",
      message: `Port ${port} is in use. Choose another with --port.`,
    })
    await new Promise((resolve) => server.close(resolve))
    await run({}, undefined, { port })
  })

  test("on data another stack uses is one line; after its close it is free", async () => {
    const first = await run({})
    await expect(run({})).rejects.toMatchObject({
      name: "StartError",
      message: `Another stack is running on ${dataDir}. Stop it, or choose another folder with --data.`,
    })
    await first.close()
    await run({})
  })

  test("on a full disk is one line", () => {
    expect(() => openDataFolder(dataDir, () => 3.5)).toThrow(
      `The disk is full: ${dataDir} has 3 MB left and the stack needs 64.`,
    )
    openDataFolder(dataDir).release()
  })

  test("reads a full disk and missing rights out of the machine's errors", () => {
    const machine = (extra: object) => Object.assign(new Error("raw"), extra)
    expect(readable(machine({ code: "ENOSPC" }))).toMatchObject({ name: "StartError" })
    expect(readable(machine({ code: "ERR_SQLITE_ERROR", errcode: 13 }))).toMatchObject({
      message: "The disk is full. Free some space and start again.",
    })
    expect(readable(machine({ code: "EACCES", path: "/data" }))).toMatchObject({
      message: "No permission to write (/data).",
    })
    const other = machine({ code: "EOTHER" })
    expect(readable(other)).toBe(other)
  })
})

describe("a context", () => {
  test("is where services meet: names, ARNs, deliveries", async () => {
    await run({})
    const [context] = probe.contexts
    if (context === undefined) throw new Error("no context")
    expect(context.name("Table")).toBe(context.name("Table"))
    expect(context.arn("sqs", "jobs")).toBe("arn:aws:sqs:eu-central-1:000000000000:jobs")
    context.receive("sqs", async (arn, input, { name }) => ({ arn, input, name }))
    const by = { kind: "operator" } as const
    expect(await context.deliver("arn:aws:sqs:eu:0:jobs", { a: 1 }, { by, name: "n" })).toEqual({
      arn: "arn:aws:sqs:eu:0:jobs",
      input: { a: 1 },
      name: "n",
    })
    await expect(context.deliver("arn:aws:sns:eu:0:topic", {}, { by })).rejects.toMatchObject({
      code: "NotImplemented",
      message: expect.stringContaining("arn:aws:sns:eu:0:topic"),
    })
  })

  test("keeps state and keys over restarts", async () => {
    const first = await run({})
    first.context.state.records<number>("test").put("a", 1)
    const { operator } = first.context.iam
    await first.close()
    const second = await run({})
    expect(second.context.state.records<number>("test").get("a")).toBe(1)
    expect(second.context.iam.operator).toEqual(operator)
  })

  test("without a data folder keeps nothing behind", async () => {
    const running = await run({}, undefined, { dataDir: undefined })
    const { dataDir: temporary, memory } = running.context
    expect([memory, existsSync(temporary)]).toEqual([true, true])
    await running.close()
    expect(existsSync(temporary)).toBe(false)
  })

  test("logs every line to the file, warnings and errors to the terminal too", async () => {
    const shown: string[] = []
    const running = await run({}, undefined, { terminal: (line) => void shown.push(line) })
    for (const level of ["debug", "info", "warn", "error"] as const) running.context.log(level, "tests", `a ${level}`)
    await running.close()
    expect(shown).toEqual(["warn [tests] a warn", "error [tests] a error"])
    const log = readFileSync(join(dataDir, "stack.log"), "utf8")
    expect(log.match(/\[tests\] a (debug|info|warn|error)\n/g)).toHaveLength(4)
  })
})

describe("a close", () => {
  test("stops the families last to first, and goes on past one that fails", async () => {
    const running = await run({}, () => ({
      first: family("first", ["A"]),
      failing: family("failing", ["B"], { stop: () => Promise.reject(new Error("cannot")) }),
      last: family("last", ["C"]),
    }))
    probe.happened.length = 0
    await running.close()
    expect(probe.happened).toEqual(["stop last", "stop first"])
    await expect(fetch(running.url)).rejects.toThrow()
  })

  test("does not wait for ever for one that hangs", async () => {
    const running = await run({}, () => ({
      first: family("first", ["A"]),
      hanging: family("hanging", ["B"], { stop: () => new Promise(() => undefined) }),
    }))
    probe.happened.length = 0
    await running.close()
    expect(probe.happened).toEqual(["stop first"])
    await run({})
  })
})
