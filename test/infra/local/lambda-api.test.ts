import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { signedFetch } from "../../support/signed-fetch.ts"
import { type LambdaStack, runFunctions } from "./lambda-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const echo = `
  export const handler = async (event) => {
    if (event.mode === "throw") throw new TypeError("boom")
    return { event }
  }
`

let run: LambdaStack
beforeAll(async () => {
  run = await runFunctions({ Many: { code: echo } })
})
afterAll(() => run?.close())

describe("Lambda's API", () => {
  const call = (
    path: string,
    options: Parameters<typeof signedFetch>[3] = {},
    credentials = run.context.iam.operator,
  ) => signedFetch(`${run.stack.url}/2015-03-31/functions/${path}`, "lambda", credentials, options)

  test("invokes by name, by ARN, and by version or alias", async () => {
    const name = run.context.name("Many")
    for (const reference of [name, encodeURIComponent(run.arnOf("Many")), `${name}:live`]) {
      const response = await call(`${reference}/invocations`, { body: '{"a":1}' })
      expect([reference, response.status]).toEqual([reference, 200])
      expect(await response.json()).toMatchObject({ event: { a: 1 } })
    }
    expect((await call(`${name}/invocations?Qualifier=live`)).status).toBe(200)
  })

  test("answers a function's error as Lambda does", async () => {
    const response = await call(`${run.context.name("Many")}/invocations`, { body: '{"mode":"throw"}' })
    expect(response.status).toBe(200)
    expect(response.headers.get("x-amz-function-error")).toBe("Unhandled")
    expect(await response.json()).toMatchObject({ errorType: "TypeError", errorMessage: "boom" })
  })

  test("accepts an event nobody waits for, and a dry run", async () => {
    const invoke = (type: string) =>
      call(`${run.context.name("Many")}/invocations`, { headers: { "x-amz-invocation-type": type }, body: "{}" })
    expect((await invoke("Event")).status).toBe(202)
    expect((await invoke("DryRun")).status).toBe(204)
  })

  test("refuses a caller without the right, a body that is no JSON, and everything but Invoke", async () => {
    const name = run.context.name("Many")
    const role = run.context.iam.credentialsFor(`arn:aws:iam::000000000000:role/${run.context.name("Role")}`)
    const denied = await call(`${name}/invocations`, {}, role)
    expect(denied.status).toBe(403)
    expect(await denied.json()).toMatchObject({ __type: "AccessDeniedException" })
    expect((await call(`${name}/invocations`, { body: "{" })).status).toBe(400)
    const other = await call(name, { method: "DELETE" })
    expect(other.status).toBe(501)
    expect(await other.text()).toContain("lambda:DELETE /2015-03-31/functions/")
  })
})

describe("a template that cannot run here stops the start", () => {
  test.each([
    ["another runtime", { Runtime: "python3.13" }, "Runtime: only Node.js runtimes run in the local stack"],
    ["layers", { Layers: ["arn:layer"] }, /Layers/],
    [
      "a handler that is not in the asset",
      { Handler: "main.handler" },
      "The handler's file main.mjs is not in the asset",
    ],
  ])("%s", async (_, properties, message) => {
    await expect(runFunctions({ Fn: { code: echo, properties } })).rejects.toThrow(message)
  })

  test.each([
    ["AWS::Lambda::LayerVersion", "layers are not built"],
    ["AWS::Lambda::Url", "function URLs are not built"],
  ])("%s", async (Type, message) => {
    await expect(runFunctions({}, { resources: { It: { Type, Properties: {} } } })).rejects.toThrow(
      `It (${Type}): ${message}`,
    )
  })
})
