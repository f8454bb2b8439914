import { GetExecutionHistoryCommand } from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { fastClock, statesStack, task } from "./states-stack.ts"

const done = { Type: "Succeed" }

test("Parallel gathers the outputs of its branches in their order, each given the Arguments", async () => {
  const stack = await statesStack()
  const branch = (Output: unknown) => ({
    StartAt: `B${Output}`,
    States: { [`B${Output}`]: { Type: "Pass", Output: [Output, "{% $states.input.q %}"], End: true } },
  })
  const { result } = await stack.run({
    P: { Type: "Parallel", Arguments: { q: 7 }, Branches: [branch(1), branch(2)], End: true },
  })
  expect(result).toEqual([
    [1, 7],
    [2, 7],
  ])
})

test("what a branch assigns stays in the branch", async () => {
  const stack = await statesStack()
  const states = {
    In: { Type: "Pass", Assign: { v: 2 }, Next: "See" },
    See: { Type: "Pass", Output: "{% $v %}", End: true },
  }
  const { result } = await stack.run({
    Out: { Type: "Pass", Assign: { v: 1 }, Next: "P" },
    P: { Type: "Parallel", Branches: [{ StartAt: "In", States: states }], Next: "After" },
    After: { Type: "Pass", Output: { inside: "{% $states.input[0] %}", outside: "{% $v %}" }, End: true },
  })
  expect(result).toEqual({ inside: 2, outside: 1 })
})

test("Map selects for each item, keeps their order, and runs no more at once than MaxConcurrency", async () => {
  let running = 0
  let most = 0
  const stack = await statesStack({
    async invoke(input) {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running--
      return input
    },
  })
  const { result } = await stack.run(
    {
      M: {
        Type: "Map",
        Items: "{% $states.input.xs %}",
        MaxConcurrency: 2,
        ItemSelector: { v: "{% $states.context.Map.Item.Value %}", i: "{% $states.context.Map.Item.Index %}" },
        ItemProcessor: { StartAt: "T", States: { T: task({ Output: "{% $states.result.Payload %}", End: true }) } },
        End: true,
      },
    },
    { xs: [5, 6, 7, 8, 9] },
  )
  expect(result).toEqual([5, 6, 7, 8, 9].map((v, i) => ({ v, i })))
  expect(most).toBe(2)
})

test("Map over no items puts out an empty list, and over something else than a list fails", async () => {
  const stack = await statesStack()
  const states = {
    M: {
      Type: "Map",
      Items: "{% $states.input %}",
      ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
      End: true,
    },
  }
  expect((await stack.run(states, [])).result).toEqual([])
  expect((await stack.run(states, { a: 1 })).error).toBe("States.QueryEvaluationError")
})

test("a failing branch stops the others, and its error can be caught on the Parallel", async () => {
  const stack = await statesStack({
    invoke(input) {
      if (input === "bad") throw new FunctionError("Bad", "boom")
    },
  })
  const { result, executionArn } = await stack.run({
    P: {
      Type: "Parallel",
      Branches: [
        { StartAt: "W", States: { W: { Type: "Wait", Seconds: 9_000_000, End: true } } },
        { StartAt: "T", States: { T: task({ Arguments: { FunctionName: "work", Payload: "bad" }, End: true }) } },
      ],
      Catch: [{ ErrorEquals: ["Bad"], Output: "{% $states.errorOutput.Error %}", Next: "H" }],
      End: true,
    },
    H: done,
  })
  expect(result).toBe("Bad")
  const { events = [] } = await stack.client.send(new GetExecutionHistoryCommand({ executionArn }))
  expect(events.map(({ type }) => type)).not.toContain("WaitStateExited")
})

test("a Parallel that is retried runs its branches anew", async () => {
  let tries = 0
  const stack = await statesStack({
    now: fastClock(),
    invoke() {
      if (++tries < 3) throw new FunctionError("Flaky", "again")
      return tries
    },
  })
  const { result } = await stack.run({
    P: {
      Type: "Parallel",
      Branches: [{ StartAt: "T", States: { T: task({ Output: "{% $states.result.Payload %}", End: true }) } }],
      Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 2 }],
      End: true,
    },
  })
  expect(result).toEqual([3])
})
