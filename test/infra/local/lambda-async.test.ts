import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test, vi } from "vitest"
import { type LambdaStack, runFunctions } from "./lambda-stack.ts"

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const queue = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`
const flaky = `
  let calls = 0
  export const handler = async ({ failures }) => {
    calls++
    console.log("call " + calls)
    if (calls <= failures) throw new Error("failure " + calls)
    return { calls }
  }
`
const config = (properties: object) => ({
  Config: {
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: {
      FunctionName: { Ref: "Flaky" },
      Qualifier: "$LATEST",
      DestinationConfig: {
        OnFailure: { Destination: queue("failures") },
        OnSuccess: { Destination: queue("successes") },
      },
      ...properties,
    },
  },
})

let run: LambdaStack | undefined
afterEach(() => run?.close())

const calls = () => run?.lines.filter((one) => one.line.startsWith("call")).length

test("an event is tried twice more, then handed to the failure destination by the function's role", async () => {
  run = await runFunctions({ Flaky: { code: flaky } }, { resources: config({}) })
  await run.submit("Flaky", { failures: 9 })
  await expect.poll(() => run?.sent.length).toBe(1)
  expect(calls()).toBe(3)
  expect(run.sent[0]).toMatchObject({
    arn: queue("failures"),
    delivery: { by: { kind: "role", arn: `arn:aws:iam::000000000000:role/${run.context.name("Role")}` } },
    input: {
      version: "1.0",
      requestContext: {
        functionArn: `${run.arnOf("Flaky")}:$LATEST`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { failures: 9 },
      responseContext: { statusCode: 200, functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "failure 3" },
    },
  })
})

test("an event that succeeds at a retry goes to the success destination", async () => {
  run = await runFunctions({ Flaky: { code: flaky } }, { resources: config({}) })
  await run.submit("Flaky", { failures: 1 })
  await expect.poll(() => run?.sent.length).toBe(1)
  expect(run.sent[0]).toMatchObject({
    arn: queue("successes"),
    input: { requestContext: { condition: "Success", approximateInvokeCount: 2 }, responsePayload: { calls: 2 } },
  })
})

test("the number of retries is the template's", async () => {
  run = await runFunctions({ Flaky: { code: flaky } }, { resources: config({ MaximumRetryAttempts: 0 }) })
  await run.submit("Flaky", { failures: 9 })
  await expect.poll(() => run?.sent.length).toBe(1)
  expect(calls()).toBe(1)
})

test("a dead-letter queue gets the event itself with the error beside it", async () => {
  const properties = { DeadLetterConfig: { TargetArn: queue("dead") } }
  run = await runFunctions({ Flaky: { code: flaky, properties } })
  await run.submit("Flaky", { failures: 9 })
  await expect.poll(() => run?.sent.length).toBe(1)
  expect(run.sent[0]).toMatchObject({
    arn: queue("dead"),
    input: { failures: 9 },
    delivery: { attributes: { ErrorCode: "200", ErrorMessage: "failure 3" } },
  })
})

test("a throttled event waits its turn and uses up no retry", async () => {
  const slow = `
    export const handler = async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      console.log("call " + id)
    }
  `
  const properties = { ReservedConcurrentExecutions: 1 }
  run = await runFunctions({ Flaky: { code: slow, properties } }, { resources: config({ MaximumRetryAttempts: 0 }) })
  for (const id of [1, 2, 3]) await run.submit("Flaky", { id })
  await expect.poll(() => run?.sent.length, { timeout: 5000 }).toBe(3)
  expect(run.sent.map(({ arn }) => arn)).toEqual([queue("successes"), queue("successes"), queue("successes")])
})

test("what a stopped stack had accepted is done at its next start", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "halyard-data-"))
  try {
    const hanging = "export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000))"
    run = await runFunctions({ Flaky: { code: hanging, properties: { Timeout: 60 } } }, { dataDir })
    await run.submit("Flaky", { failures: 0 })
    await run.close()
    run = await runFunctions({ Flaky: { code: flaky } }, { dataDir, resources: config({}) })
    await expect.poll(() => run?.sent.length).toBe(1)
    expect(run.sent[0]).toMatchObject({ arn: queue("successes"), input: { requestPayload: { failures: 0 } } })
    await run.close()
    run = await runFunctions({ Flaky: { code: flaky } }, { dataDir, resources: config({}) })
    await run.invoke("Flaky", { failures: 0 })
    expect(calls()).toBe(1)
  } finally {
    await run?.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
