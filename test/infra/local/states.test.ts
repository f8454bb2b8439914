import { ListExecutionsCommand, StopExecutionCommand } from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { INVOKE, machine, statesStack, task, until } from "./states-stack.ts"

const done = { Type: "Succeed" }

test("Pass puts out what it is told, and later states see what it assigned", async () => {
  const stack = await statesStack()
  const { result } = await stack.run(
    {
      Double: { Type: "Pass", Assign: { twice: "{% $states.input.a * 2 %}" }, Next: "Show" },
      Show: { Type: "Pass", Output: { x: "{% $twice + 1 %}", text: "plain", empty: "", on: true }, End: true },
    },
    { a: 4 },
  )
  expect(result).toEqual({ x: 9, text: "plain", empty: "", on: true })
})

test("Assign and Output of one state both see the variables as they were before it", async () => {
  const stack = await statesStack()
  const { result } = await stack.run({
    One: { Type: "Pass", Assign: { n: 1 }, Next: "Two" },
    Two: { Type: "Pass", Assign: { n: "{% $n + 1 %}", m: "{% $n + 10 %}" }, Output: "{% $n %}", Next: "Three" },
    Three: { Type: "Pass", Output: ["{% $states.input %}", "{% $n %}", "{% $m %}"], End: true },
  })
  expect(result).toEqual([1, 2, 11])
})

test("Choice takes the first rule that holds, with the rule's own Assign and Output", async () => {
  const stack = await statesStack()
  const states = {
    Ask: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.n > 100 %}", Next: "No" },
        { Condition: '{% $contains($states.input.s, "b") %}', Next: "Yes", Assign: { w: 1 }, Output: "told" },
      ],
      Default: "No",
    },
    Yes: { Type: "Pass", Output: "{% $states.input & $w %}", End: true },
    No: { Type: "Fail", Error: "No" },
  }
  expect((await stack.run(states, { n: 6, s: "abc" })).result).toBe("told1")
  expect((await stack.run(states, { n: 6, s: "xyz" })).error).toBe("No")
})

test("Choice without a rule that holds or a default fails with States.NoChoiceMatched", async () => {
  const stack = await statesStack()
  const { error } = await stack.run({
    Ask: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "Yes" }] },
    Yes: done,
  })
  expect(error).toBe("States.NoChoiceMatched")
})

test("a Condition that is not a boolean is an evaluation error, not false", async () => {
  const stack = await statesStack()
  const { error, cause } = await stack.run({
    Ask: { Type: "Choice", Choices: [{ Condition: "{% 1 %}", Next: "Yes" }], Default: "Yes" },
    Yes: done,
  })
  expect(error).toBe("States.QueryEvaluationError")
  expect(cause).toContain("Choices[0]/Condition")
})

test("Fail ends the execution with its error and its evaluated cause", async () => {
  const stack = await statesStack()
  const ended = await stack.run(
    { F: { Type: "Fail", Error: "E1", Cause: '{% "because " & $states.input.x %}' } },
    { x: "y" },
  )
  expect(ended).toMatchObject({ status: "FAILED", error: "E1", cause: "because y" })
})

test("a loop runs as often as its Choice says", async () => {
  const stack = await statesStack()
  const { result } = await stack.run(
    {
      Add: { Type: "Pass", Output: "{% $states.input + 1 %}", Next: "Enough" },
      Enough: { Type: "Choice", Choices: [{ Condition: "{% $states.input >= 40 %}", Next: "End" }], Default: "Add" },
      End: done,
    },
    0,
  )
  expect(result).toBe(40)
})

test("Wait waits until its Timestamp", async () => {
  let ahead = 0
  const stack = await statesStack({ now: () => Date.now() + ahead })
  const at = new Date(Date.now() + 3_600_000).toISOString()
  const arn = await stack.start(
    stack.provision(machine({ W: { Type: "Wait", Timestamp: "{% $states.input.at %}", Next: "End" }, End: done })),
    { at },
  )
  ahead = 3_500_000
  expect((await stack.describe(arn)).status).toBe("RUNNING")
  ahead = 3_601_000
  expect((await stack.ended(arn)).status).toBe("SUCCEEDED")
})

test("five hundred executions at once all end", async () => {
  const stack = await statesStack()
  const arn = stack.provision(
    machine({
      A: { Type: "Pass", Output: "{% $states.input.a %}", Next: "T" },
      T: task({ Output: "{% $states.result.Payload.echo %}", End: true }),
    }),
  )
  const started = await Promise.all(Array.from({ length: 500 }, (_, a) => stack.start(arn, { a })))
  await until(async () => {
    const running = new ListExecutionsCommand({ stateMachineArn: arn, statusFilter: "RUNNING" })
    expect((await stack.client.send(running)).executions).toEqual([])
  })
  const outputs = await Promise.all(started.map(async (execution) => Number((await stack.describe(execution)).output)))
  expect(outputs).toEqual(Array.from({ length: 500 }, (_, a) => a))
})

test("a stopped execution is ABORTED, and its task's late answer changes nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const stack = await statesStack({ invoke: () => promise })
  const arn = await stack.start(stack.provision(machine({ T: task({ Resource: INVOKE, End: true }) })))
  await until(() => expect(stack.invoked()).toHaveLength(1))
  await stack.client.send(new StopExecutionCommand({ executionArn: arn, error: "Enough", cause: "changed my mind" }))
  resolve("late")
  await promise
  expect(await stack.describe(arn)).toMatchObject({ status: "ABORTED", error: "Enough", cause: "changed my mind" })
})
