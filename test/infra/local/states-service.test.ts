import {
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { FunctionError } from "../../../infra/local/function-error.ts"
import { INVOKE, machine, statesStack, task, WAITING } from "./states-stack.ts"

const waiting = machine({ W: { Type: "Wait", Seconds: 3600, End: true } })

const quick = machine({ A: { Type: "Pass", End: true } })

test("DescribeExecution tells what went in, what came out, and when", async () => {
  let ahead = 0
  const stack = await statesStack({
    now: () => Date.parse("2030-01-01T00:00:00Z") + ahead,
    invoke: () => (ahead += 5000),
  })
  const stateMachineArn = stack.provision(machine({ T: task({ Output: "{% $states.input %}", End: true }) }))
  const described = await stack.ended(await stack.start(stateMachineArn, { a: 1 }, "one"))
  expect(described).toMatchObject({
    executionArn: `${stateMachineArn.replace("stateMachine", "execution")}:one`,
    stateMachineArn,
    name: "one",
    status: "SUCCEEDED",
    input: '{"a":1}',
    output: '{"a":1}',
    startDate: new Date("2030-01-01T00:00:00Z"),
    stopDate: new Date("2030-01-01T00:00:05Z"),
  })
})

test("ListExecutions goes newest first, by status, in pages", async () => {
  let ahead = 0
  const stack = await statesStack({ now: () => Date.now() + ahead })
  const stateMachineArn = stack.provision(waiting)
  for (const name of ["b", "c", "a"]) {
    await stack.start(stateMachineArn, {}, name)
    ahead += 1000
  }
  await stack.start(stack.provision(waiting, "Machine2"), {}, "of-another-machine")
  await stack.client.send(
    new StopExecutionCommand({ executionArn: `${stateMachineArn.replace("stateMachine", "execution")}:c` }),
  )
  const list = async (wanted: object) => {
    const { executions = [], nextToken } = await stack.client.send(
      new ListExecutionsCommand({ stateMachineArn, ...wanted }),
    )
    return { names: executions.map(({ name }) => name), nextToken }
  }
  expect(await list({})).toEqual({ names: ["a", "c", "b"] })
  expect(await list({ statusFilter: "RUNNING" })).toEqual({ names: ["a", "b"] })
  const { names, nextToken } = await list({ maxResults: 2 })
  expect([names, await list({ maxResults: 2, nextToken })]).toEqual([["a", "c"], { names: ["b"] }])
  await expect(list({ nextToken: "nonsense" })).rejects.toMatchObject({ name: "InvalidToken" })
})

test("GetExecutionHistory tells of every state and task, in order, in pages and backwards", async () => {
  const stack = await statesStack({
    invoke() {
      throw new FunctionError("Bad", "boom")
    },
  })
  const { executionArn } = await stack.run({
    T: task({ Catch: [{ ErrorEquals: ["Bad"], Output: "caught", Next: "P" }], Resource: INVOKE, End: true }),
    P: { Type: "Pass", Output: "done", Next: "S" },
    S: { Type: "Succeed" },
  })
  const { events = [] } = await stack.client.send(new GetExecutionHistoryCommand({ executionArn }))
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskFailed",
    "TaskStateExited",
    "PassStateEntered",
    "PassStateExited",
    "SucceedStateEntered",
    "SucceedStateExited",
    "ExecutionSucceeded",
  ])
  expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(events[1]).toMatchObject({ stateEnteredEventDetails: { name: "T", input: "{}" }, timestamp: expect.any(Date) })
  expect(events[3]).toMatchObject({
    taskFailedEventDetails: { error: "Bad", resourceType: "lambda", resource: "invoke" },
  })
  expect(events[6]).toMatchObject({ stateExitedEventDetails: { name: "P", output: '"done"' } })
  expect(events[9]).toMatchObject({ executionSucceededEventDetails: { output: '"done"' } })
  const backwards: unknown[] = []
  for await (const page of paginateGetExecutionHistory(
    { client: stack.client, pageSize: 3 },
    { executionArn, reverseOrder: true },
  )) {
    backwards.push(...(page.events ?? []).map(({ id }) => id))
  }
  expect(backwards).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test("DescribeStateMachine answers the definition as the template has it", async () => {
  const stack = await statesStack()
  const stateMachineArn = stack.provision(quick)
  const described = await stack.client.send(new DescribeStateMachineCommand({ stateMachineArn }))
  expect(described).toMatchObject({
    name: "test-Machine",
    status: "ACTIVE",
    type: "STANDARD",
    definition: JSON.stringify(quick),
  })
})

test("an execution that does not exist is ExecutionDoesNotExist", async () => {
  const stack = await statesStack()
  const executionArn = stack.context.arn("states", "execution:test-Machine:none")
  for (const send of [
    () => stack.describe(executionArn),
    () => stack.client.send(new StopExecutionCommand({ executionArn })),
    () => stack.client.send(new GetExecutionHistoryCommand({ executionArn })),
  ]) {
    await expect(send()).rejects.toMatchObject({ name: "ExecutionDoesNotExist" })
  }
})

test("each operation is checked against the caller's policy, on the machine's or the execution's ARN", async () => {
  const stack = await statesStack()
  const stateMachineArn = stack.provision(waiting)
  const role = "arn:aws:iam::000000000000:role/caller"
  const client = new SFNClient(stack.context.client(role))
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }))
  await client.send(new GetExecutionHistoryCommand({ executionArn }))
  await client.send(new StopExecutionCommand({ executionArn }))
  await client.send(new ListExecutionsCommand({ stateMachineArn }))
  client.destroy()
  const principal = { kind: "role", arn: role }
  expect(stack.context.assertions).toEqual([
    { principal, action: "states:StartExecution", resource: stateMachineArn, context: {} },
    { principal, action: "states:GetExecutionHistory", resource: executionArn, context: {} },
    { principal, action: "states:StopExecution", resource: executionArn, context: {} },
    { principal, action: "states:ListExecutions", resource: stateMachineArn, context: {} },
  ])
})

test("a request that lacks a field is a ValidationException that names it", async () => {
  const stack = await statesStack()
  const stateMachineArn = stack.provision(machine({ T: { ...WAITING, End: true } }))
  const request = new ListExecutionsCommand({ stateMachineArn, maxResults: 5000 })
  await expect(stack.client.send(request)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("maxResults"),
  })
})
