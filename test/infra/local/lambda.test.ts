import { writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { permission } from "../../support/assembly.ts"
import { type LambdaStack, runFunctions } from "./lambda-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const many = `
  let calls = 0
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  export const handler = async (event, context) => {
    calls++
    switch (event.mode) {
      case "throw": throw new TypeError("boom")
      case "throw text": throw "just text"
      case "hang": await wait(60_000)
      case "spin": for (;;);
      case "fill": { const all = []; for (;;) all.push(new Array(100_000).fill(calls)) }
      case "exit": process.exit(3)
      case "reject": Promise.reject(new RangeError("nobody listens")); await wait(60_000)
      case "circular": { const all = {}; all.all = all; return all }
      case "big": return "x".repeat(7 * 1024 * 1024)
      case "nothing": return
      case "slow": await wait(event.ms); return calls
      case "log": console.log("said"); console.error("complained"); console.log(JSON.stringify({ level: "ERROR", message: "structured" })); return
      case "env": return process.env
      case "zone": return new Date(2026, 5, 1).getTimezoneOffset()
      case "context": return { ...context, remaining: context.getRemainingTimeInMillis() }
    }
    return { calls, event, secret: process.env.SECRET }
  }
`

let run: LambdaStack
beforeAll(async () => {
  process.env["NOT_FOR_FUNCTIONS"] = "secret of this machine"
  process.env.TZ = "Asia/Tokyo"
  run = await runFunctions(
    {
      Many: {
        code: many,
        properties: { Timeout: 1, MemorySize: 64, Environment: { Variables: { SECRET: "of Many" } } },
      },
      Other: { code: many, properties: { Timeout: 10, Environment: { Variables: { SECRET: "of Other" } } } },
      Single: { code: many, properties: { Timeout: 10, ReservedConcurrentExecutions: 1 } },
      Crowd: { code: many, properties: { Timeout: 20 } },
      Logging: { code: many, properties: { LoggingConfig: { LogGroup: "/crm/logs" } } },
      NoHandler: { code: "export const other = 1" },
      Broken: { code: "throw new Error('cannot even load')" },
      Reloaded: { code: "export const handler = () => 'before'" },
    },
    {
      resources: {
        Events: permission("Many", "events.amazonaws.com", "arn:aws:events:eu-central-1:000000000000:rule/won"),
        Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Many" } } },
        Alias: {
          Type: "AWS::Lambda::Alias",
          Properties: { FunctionName: { Ref: "Many" }, FunctionVersion: "1", Name: "live" },
        },
      },
    },
  )
})
afterAll(async () => {
  await run?.close()
  delete process.env["NOT_FOR_FUNCTIONS"]
})

describe("an invocation", () => {
  test("gets the event and answers the result; a warm environment keeps what the module holds", async () => {
    expect(await run.invoke("Other", { a: [1, null] })).toMatchObject({ calls: 1, event: { a: [1, null] } })
    expect(await run.invoke("Other", {})).toMatchObject({ calls: 2, secret: "of Other" })
    expect(await run.invoke("Other", { mode: "nothing" })).toBeNull()
  })

  test("sees its own environment, AWS's, and of this machine only path, home and language", async () => {
    const environment = Object(await run.invoke("Many", { mode: "env" }))
    const role = run.context.iam.credentialsFor(`arn:aws:iam::000000000000:role/${run.context.name("Role")}`)
    expect(environment).toMatchObject({
      SECRET: "of Many",
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL: run.stack.url,
      AWS_ACCESS_KEY_ID: role.accessKeyId,
      AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
      AWS_LAMBDA_FUNCTION_NAME: run.context.name("Many"),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "64",
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${run.context.name("Many")}`,
    })
    const ours = Object.keys(environment).filter((name) => !name.startsWith("AWS_") && name !== "SECRET")
    expect(ours.filter((name) => !["PATH", "HOME", "LANG", "TZ"].includes(name))).toEqual([])
  })

  test("runs in UTC and knows its context", async () => {
    expect(await run.invoke("Many", { mode: "zone" })).toBe(0)
    expect(await run.invoke("Logging", { mode: "context" })).toMatchObject({
      functionName: run.context.name("Logging"),
      invokedFunctionArn: run.arnOf("Logging"),
      memoryLimitInMB: "128",
      logGroupName: "/crm/logs",
      remaining: expect.toSatisfy((ms) => ms > 0 && ms <= 3000),
    })
  })

  test.each([
    ["a thrown error", "Many", "throw", { errorType: "TypeError", errorMessage: "boom" }],
    ["a thrown text", "Many", "throw text", { errorType: "string", errorMessage: "just text" }],
    [
      "a time-out while waiting",
      "Many",
      "hang",
      { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 1.00 seconds" },
    ],
    ["a time-out while spinning", "Many", "spin", { errorType: "Sandbox.Timedout" }],
    ["too much memory", "Many", "fill", { errorType: "Runtime.OutOfMemory" }],
    ["process.exit", "Many", "exit", { errorType: "Runtime.ExitError", errorMessage: "Runtime exited with code 3" }],
    ["an unhandled rejection", "Many", "reject", { errorType: "RangeError", errorMessage: "nobody listens" }],
    ["a result that is no JSON", "Many", "circular", { errorType: "Runtime.MarshalError" }],
    ["a result over 6 MB", "Many", "big", { errorType: "Function.ResponseSizeTooLarge" }],
    ["a missing handler", "NoHandler", "", { errorType: "Runtime.HandlerNotFound" }],
    ["code that does not load", "Broken", "", { errorType: "Error", errorMessage: "cannot even load" }],
  ])("fails with %s, and the next one is served", async (_, id, mode, expected) => {
    await expect(run.invoke(id, { mode })).rejects.toMatchObject(expected)
    expect(await run.invoke("Many", {})).toMatchObject({ secret: "of Many" })
  })

  test("beyond the reserved concurrency is throttled", async () => {
    const first = run.invoke("Single", { mode: "slow", ms: 300 })
    await expect(run.invoke("Single", {})).rejects.toMatchObject({ name: "TooManyRequestsException", status: 429 })
    await first
    expect(await run.invoke("Single", {})).toMatchObject({ calls: 2 })
  })

  test("beyond eight at once waits for one of the eight environments", async () => {
    const counts = await Promise.all(Array.from({ length: 20 }, () => run.invoke("Crowd", { mode: "slow", ms: 20 })))
    expect(counts.filter((count) => count === 1)).toHaveLength(8)
  })

  test("logs its lines with their level under the function's name", async () => {
    await run.invoke("Logging", { mode: "log" })
    const source = run.context.name("Logging")
    const line = (level: string, text: string) => ({ level, source, line: text })
    await expect.poll(() => run.lines.filter((one) => one.source === source)).toHaveLength(3)
    expect(run.lines).toEqual(
      expect.arrayContaining([
        line("debug", "said"),
        line("warn", "complained"),
        line("error", '{"level":"ERROR","message":"structured"}'),
      ]),
    )
  })

  test("after a reload runs the changed code", async () => {
    expect(await run.invoke("Reloaded", {})).toBe("before")
    writeFileSync(run.assembly.file("Reloaded", "index.mjs"), "export const handler = () => 'after'")
    expect(await run.invoke("Reloaded", {})).toBe("before")
    run.stack.families.lambda.reload(run.context.name("Reloaded"))
    expect(await run.invoke("Reloaded", {})).toBe("after")
  })

  test("of a function nobody has is refused", async () => {
    await expect(run.invoke("Ghost", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" })
  })
})

describe("who may invoke", () => {
  const rule = (name: string) =>
    ({
      kind: "service",
      service: "events.amazonaws.com",
      sourceArn: `arn:aws:events:eu-central-1:000000000000:rule/${name}`,
    }) as const

  test("is what a permission lets in, from the source it names", async () => {
    expect(await run.invoke("Many", {}, rule("won"))).toMatchObject({ secret: "of Many" })
    await expect(run.invoke("Many", {}, rule("lost"))).rejects.toThrow(
      `User: events.amazonaws.com for arn:aws:events:eu-central-1:000000000000:rule/lost is not authorized to perform: lambda:InvokeFunction on resource: ${run.arnOf("Many")}`,
    )
    await expect(run.invoke("Other", {}, rule("won"))).rejects.toMatchObject({ name: "AccessDeniedException" })
  })

  test("is no role without the right", async () => {
    const role = { kind: "role", arn: `arn:aws:iam::000000000000:role/${run.context.name("Role")}` } as const
    await expect(run.invoke("Many", {}, role)).rejects.toMatchObject({ name: "AccessDeniedException" })
  })
})

test("an idle environment is ended after its time", async () => {
  const idle = await runFunctions({ Idle: { code: many } }, { idleMs: 1 })
  expect(await idle.invoke("Idle", {})).toMatchObject({ calls: 1 })
  await expect.poll(async () => Object(await idle.invoke("Idle", {})).calls, { interval: 100 }).toBe(1)
  await idle.close()
})
