import { GetExecutionHistoryCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { dataDir, machine, type StatesStack, statesStack, task, until, WAITING } from "./states-stack.ts"

const DAY = 24 * 3600 * 1000

test("a task token and a wait of thirty days outlive four restarts, and nothing is sent twice", async () => {
  const dir = dataDir()
  let ahead = 0
  const definition = machine({
    T: { ...WAITING, Assign: { who: "{% $states.result.by %}" }, Next: "W" },
    W: { Type: "Wait", Seconds: 30 * 24 * 3600, Next: "E" },
    E: { Type: "Pass", Output: { by: "{% $who %}", deal: "{% $states.context.Execution.Input.deal %}" }, End: true },
  })
  const restarted = async () => {
    const stack = await statesStack({ dataDir: dir, now: () => Date.now() + ahead })
    const arn = stack.provision(definition)
    await stack.resume()
    return { stack, arn }
  }

  const first = await restarted()
  const arn = await first.stack.start(first.arn, { deal: 1 }, "dur")
  const [token] = await first.stack.tokens()
  await until(async () => expect(await history(first.stack, arn)).toContain("TaskSubmitted"))
  await first.stack.stop()

  const second = (await restarted()).stack
  await second.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"by":"Ann"}' }))
  await until(async () => expect(await history(second, arn)).toContain("WaitStateEntered"))
  expect(second.invoked()).toEqual([])
  await second.stop()

  ahead = 29 * DAY
  const third = (await restarted()).stack
  expect((await third.describe(arn)).status).toBe("RUNNING")
  await third.stop()

  const fourth = (await restarted()).stack
  expect((await fourth.describe(arn)).status).toBe("RUNNING")
  ahead = 30.01 * DAY
  const { status, output } = await fourth.ended(arn)
  expect({ status, output: JSON.parse(output ?? "") }).toEqual({ status: "SUCCEEDED", output: { by: "Ann", deal: 1 } })
  await fourth.stop()

  const fifth = (await restarted()).stack
  expect((await fifth.describe(arn)).status).toBe("SUCCEEDED")
})

test("an answer that comes before the executions are resumed is kept", async () => {
  const dir = dataDir()
  const definition = machine({ T: { ...WAITING, End: true } })
  const first = await statesStack({ dataDir: dir })
  const arn = await first.start(first.provision(definition))
  const [taskToken] = await first.tokens()
  await first.stop()
  const second = await statesStack({ dataDir: dir })
  second.provision(definition)
  await second.client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }))
  expect((await second.describe(arn)).status).toBe("RUNNING")
  await second.resume()
  expect((await second.ended(arn)).output).toBe('"yes"')
  expect(second.invoked()).toEqual([])
})

test("the wait before a retry and the count of tries go on after a restart", async () => {
  const dir = dataDir()
  let ahead = 0
  const definition = machine({
    T: task({ Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 3600, MaxAttempts: 1 }], End: true }),
  })
  const stackOf = () =>
    statesStack({
      dataDir: dir,
      now: () => Date.now() + ahead,
      invoke() {
        throw new FunctionError("Flaky", "no")
      },
    })
  const first = await stackOf()
  const arn = await first.start(first.provision(definition))
  await until(() => expect(first.context.logged.map(({ level }) => level)).toContain("warn"))
  await first.stop()
  const second = await stackOf()
  second.provision(definition)
  await second.resume()
  expect(second.invoked()).toEqual([])
  ahead = 3_601_000
  expect(await second.ended(arn)).toMatchObject({ status: "FAILED", error: "Flaky" })
  expect(second.invoked()).toHaveLength(1)
})

test("an execution goes on with the definition it started with; new ones take the new one", async () => {
  const dir = dataDir()
  const version = (Output: string) => machine({ T: { ...WAITING, Next: "E" }, E: { Type: "Pass", Output, End: true } })
  const first = await statesStack({ dataDir: dir })
  const old = await first.start(first.provision(version("old")))
  const [token] = await first.tokens()
  await first.stop()
  const second = await statesStack({ dataDir: dir })
  const fresh = await second.start(second.provision(version("new")))
  const [freshToken] = await second.tokens()
  await second.resume()
  for (const taskToken of [token, freshToken])
    await second.client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))
  expect((await second.ended(old)).output).toBe('"old"')
  expect((await second.ended(fresh)).output).toBe('"new"')
})

test("executions of a machine that left the template are aborted at the next start", async () => {
  const dir = dataDir()
  const first = await statesStack({ dataDir: dir })
  const arn = await first.start(first.provision(machine({ T: { ...WAITING, End: true } })))
  await first.stop()
  const second = await statesStack({ dataDir: dir })
  await second.resume()
  const { status, cause } = await second.describe(arn)
  expect({ status, cause }).toEqual({ status: "ABORTED", cause: "the state machine was removed from the template" })
})

test("ended executions are forgotten 90 days after their end, with their history", async () => {
  const dir = dataDir()
  let ahead = 0
  const now = () => Date.now() + ahead
  const first = await statesStack({ dataDir: dir, now })
  const { executionArn = "" } = await first.run({ A: { Type: "Pass", End: true } })
  await first.stop()

  ahead = 89 * DAY
  const second = await statesStack({ dataDir: dir, now })
  await second.resume()
  expect((await second.describe(executionArn)).status).toBe("SUCCEEDED")
  await second.stop()

  ahead = 91 * DAY
  const third = await statesStack({ dataDir: dir, now })
  await third.resume()
  await expect(third.describe(executionArn)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" })
  const kinds = ["execution", "running", "ended", "step", "event", "definition"]
  expect(kinds.flatMap((kind) => [...third.context.state.records(`states.${kind}`).list()])).toEqual([])
})

test("what a loop leaves behind does not grow with its rounds", async () => {
  const stack = await statesStack()
  const arn = await stack.start(
    stack.provision(
      machine({
        Add: task({ Output: "{% $states.result.Payload.echo + 1 %}", Next: "Enough" }),
        Enough: { Type: "Choice", Choices: [{ Condition: "{% $states.input >= 50 %}", Next: "T" }], Default: "Add" },
        T: { ...WAITING, End: true },
      }),
    ),
    0,
  )
  await until(() => expect(stack.invoked()).toHaveLength(51))
  expect([...stack.context.state.records("states.step").list(`${arn}|`)].length).toBeLessThan(5)
})

async function history(stack: StatesStack, executionArn: string): Promise<unknown[]> {
  const { events = [] } = await stack.client.send(new GetExecutionHistoryCommand({ executionArn }))
  return events.map(({ type }) => type)
}
