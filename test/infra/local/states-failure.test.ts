import { expect, test } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { fastClock, machine, statesStack, task } from "./states-stack.ts"

const done = { Type: "Succeed" }

test("Retry tries again after growing waits, as often as it says", async () => {
  const now = fastClock()
  const times: number[] = []
  const stack = await statesStack({
    now,
    invoke() {
      times.push(now())
      throw new FunctionError("Flaky", "again")
    },
  })
  const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 3 }]
  const { status, error } = await stack.run({ T: task({ Retry, End: true }) })
  const [first = 0, second = 0, third = 0] = times
  expect({ status, error, tries: times.length }).toEqual({ status: "FAILED", error: "Flaky", tries: 3 })
  expect(second - first).toBeGreaterThanOrEqual(60_000)
  expect(third - second).toBeGreaterThanOrEqual(180_000)
})

test("each retrier counts for itself", async () => {
  const errors = ["A", "B", "A", "B", "C"]
  const stack = await statesStack({
    now: fastClock(),
    invoke: () => {
      throw new FunctionError(errors.shift() ?? "none", "")
    },
  })
  const retrier = (name: string) => ({ ErrorEquals: [name], MaxAttempts: 2, BackoffRate: 1 })
  expect((await stack.run({ T: task({ Retry: [retrier("A"), retrier("B")], End: true }) })).error).toBe("C")
})

test("Catch hands over the error's name and cause, and the state's input", async () => {
  const stack = await statesStack({
    invoke() {
      throw new FunctionError("Bad", "boom")
    },
  })
  const Output = { why: "{% $parse($states.errorOutput.Cause).errorMessage %}", k: "{% $states.input.k %}" }
  const { result } = await stack.run(
    {
      T: task({
        Catch: [{ ErrorEquals: ["States.ALL"], Output, Assign: { e: "{% $states.errorOutput.Error %}" }, Next: "H" }],
        End: true,
      }),
      H: { Type: "Pass", Output: { name: "{% $e %}", seen: "{% $states.input %}" }, End: true },
    },
    { k: 1 },
  )
  expect(result).toEqual({ name: "Bad", seen: { why: "boom", k: 1 } })
})

test("a function's error is named by its type, its cause is what Lambda answers", async () => {
  const stack = await statesStack({
    invoke() {
      throw new FunctionError("DealNotFound", "deal 7 is gone")
    },
  })
  const { error, cause } = await stack.run({ T: task({ End: true }) })
  expect(error).toBe("DealNotFound")
  expect(JSON.parse(cause ?? "")).toEqual({ errorType: "DealNotFound", errorMessage: "deal 7 is gone", trace: [] })
})

test.each([
  ["TooManyRequestsException", "Lambda.TooManyRequestsException"],
  ["ServiceException", "Lambda.ServiceException"],
  ["ResourceNotFoundException", "Lambda.ResourceNotFoundException"],
  ["AccessDeniedException", "Lambda.AWSLambdaException"],
])("Lambda's own %s fails the state as %s", async (code, name) => {
  const stack = await statesStack({
    invoke() {
      throw new AwsError(code, "no")
    },
  })
  expect((await stack.run({ T: task({ End: true }) })).error).toBe(name)
})

test("States.TaskFailed matches a failed task but no time-out", async () => {
  const stack = await statesStack({
    now: fastClock(),
    invoke(input) {
      if (input === "bad") throw new FunctionError("Bad", "boom")
      return new Promise(() => {})
    },
  })
  const states = {
    T: task({
      TimeoutSeconds: 30,
      Catch: [{ ErrorEquals: ["States.TaskFailed"], Output: "caught", Next: "H" }],
      End: true,
    }),
    H: done,
  }
  expect((await stack.run(states, "bad")).result).toBe("caught")
  expect((await stack.run(states, "slow")).error).toBe("States.Timeout")
})

test("a task that takes longer than TimeoutSeconds fails with States.Timeout", async () => {
  const stack = await statesStack({ now: fastClock(), invoke: () => new Promise(() => {}) })
  const { result } = await stack.run({
    T: task({
      TimeoutSeconds: "{% 5 * 2 %}",
      Catch: [{ ErrorEquals: ["States.Timeout"], Output: "timed", Next: "H" }],
      End: true,
    }),
    H: done,
  })
  expect(result).toBe("timed")
})

test("an execution that takes longer than the machine's TimeoutSeconds is TIMED_OUT", async () => {
  const stack = await statesStack({ now: fastClock() })
  const definition = { ...machine({ W: { Type: "Wait", Seconds: 9000, End: true } }), TimeoutSeconds: 60 }
  const { status, error } = await stack.ended(await stack.start(stack.provision(definition)))
  expect({ status, error }).toEqual({ status: "TIMED_OUT", error: "States.Timeout" })
})

test("more than 256 KB is States.DataLimitExceeded, which States.ALL does not catch", async () => {
  const stack = await statesStack({ invoke: () => "x".repeat(300 * 1024) })
  const Catch = [{ ErrorEquals: ["States.ALL"], Next: "H" }]
  expect((await stack.run({ T: task({ Catch, End: true }), H: done })).error).toBe("States.DataLimitExceeded")
  const wide = { P: { Type: "Pass", Output: '{% $join([1..150000].("ab")) %}', End: true } }
  expect((await stack.run(wide)).error).toBe("States.DataLimitExceeded")
})

test("each failed state leaves a warning in the log", async () => {
  const stack = await statesStack({
    invoke() {
      throw new FunctionError("Bad", "boom")
    },
  })
  await stack.run({ T: task({ End: true }) })
  const warning = stack.context.logged.find(({ level, line }) => level === "warn" && line.includes("T: Bad:"))
  expect(warning?.source).toBe("states")
})

test("a machine that never comes to an end fails once its history is full", async () => {
  const stack = await statesStack()
  const { status, cause } = await stack.run({
    A: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "End" }], Default: "A" },
    End: done,
  })
  expect(status).toBe("FAILED")
  expect(cause).toContain("25000")
})
