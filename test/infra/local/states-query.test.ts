import { expect, test } from "vitest"
import { statesStack, task } from "./states-stack.ts"

const done = { Type: "Succeed" }

test("the functions Step Functions adds to JSONata are there", async () => {
  const stack = await statesStack()
  const { result } = await stack.run({
    P: {
      Type: "Pass",
      Output: {
        partition: "{% $partition([1..5], 2) %}",
        range: "{% $range(0, 10, 5) %}",
        down: "{% $range(4, 0, -2) %}",
        hash: '{% $hash("input data", "SHA-1") %}',
        parse: '{% $parse("{\\"a\\":[1]}").a %}',
        uuid: "{% $length($uuid()) %}",
      },
      End: true,
    },
  })
  expect(result).toEqual({
    partition: [[1, 2], [3, 4], [5]],
    range: [0, 5, 10],
    down: [4, 2, 0],
    hash: "aaff4a450a104cd177d28d18d74485e8cae074b7",
    parse: [1],
    uuid: 36,
  })
})

test("an expression that returns nothing is an error that names its field, and can be caught", async () => {
  const stack = await statesStack()
  const { result } = await stack.run({
    T: task({
      Arguments: { FunctionName: "work", Payload: { id: "{% $states.input.nothing %}" } },
      Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Output: "{% $states.errorOutput.Cause %}", Next: "H" }],
      End: true,
    }),
    H: done,
  })
  expect(result).toContain("'$states.input.nothing' specified for the field 'Arguments/Payload/id' returned nothing")
  expect(stack.invoked()).toEqual([])
})

test("$eval is refused as on AWS", async () => {
  const stack = await statesStack()
  const { error } = await stack.run({ P: { Type: "Pass", Output: '{% $eval("1 + 1") %}', End: true } })
  expect(error).toBe("States.QueryEvaluationError")
})

test("the context object tells the execution, the machine, the state and the attempt", async () => {
  const stack = await statesStack()
  const { result, executionArn, stateMachineArn } = await stack.run(
    { P: { Type: "Pass", Output: "{% $states.context %}", End: true } },
    { a: 1 },
  )
  expect(result).toMatchObject({
    Execution: { Id: executionArn, Input: { a: 1 }, RoleArn: "arn:aws:iam::000000000000:role/machine" },
    StateMachine: { Id: stateMachineArn, Name: "test-Machine" },
    State: { Name: "P", RetryCount: 0 },
  })
})
