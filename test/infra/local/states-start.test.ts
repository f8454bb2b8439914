import { ListExecutionsCommand, StartExecutionCommand } from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { machine, statesStack } from "./states-stack.ts"

const waiting = machine({ W: { Type: "Wait", Seconds: 3600, End: true } })

const quick = machine({ A: { Type: "Pass", End: true } })

test("StartExecution with the name and input of a running execution answers that execution", async () => {
  const stack = await statesStack()
  const arn = stack.provision(waiting)
  const first = await stack.start(arn, { a: 1 }, "once")
  expect(await stack.start(arn, { a: 1 }, "once")).toBe(first)
  const { executions } = await stack.client.send(new ListExecutionsCommand({ stateMachineArn: arn }))
  expect(executions).toHaveLength(1)
})

test("StartExecution with a name that was used for something else, or has ended, is ExecutionAlreadyExists", async () => {
  const stack = await statesStack()
  const arn = stack.provision(waiting)
  await stack.start(arn, { a: 1 }, "once")
  await expect(stack.start(arn, { a: 2 }, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" })
  const other = stack.provision(quick, "Quick")
  await stack.ended(await stack.start(other, {}, "once"))
  await expect(stack.start(other, {}, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" })
})

test.each<[string, { stateMachineArn?: string; name?: string; input?: string }]>([
  ["StateMachineDoesNotExist", { stateMachineArn: "arn:aws:states:eu-central-1:000000000000:stateMachine:none" }],
  ["InvalidExecutionInput", { input: "{" }],
  ["InvalidExecutionInput", { input: JSON.stringify("x".repeat(256 * 1024)) }],
  ["InvalidName", { name: "a b" }],
  ["InvalidName", { name: "x".repeat(81) }],
])("StartExecution is %s for %o", async (name, request) => {
  const stack = await statesStack()
  const stateMachineArn = stack.provision(quick)
  await expect(stack.client.send(new StartExecutionCommand({ stateMachineArn, ...request }))).rejects.toMatchObject({
    name,
  })
})

test("StartExecution without input starts with an empty object", async () => {
  const stack = await statesStack()
  const { executionArn = "" } = await stack.client.send(
    new StartExecutionCommand({ stateMachineArn: stack.provision(quick) }),
  )
  expect(await stack.ended(executionArn)).toMatchObject({ input: "{}", output: "{}" })
})

test("who may not start a machine starts nothing", async () => {
  const stack = await statesStack()
  const arn = stack.provision(quick)
  stack.context.deny("states:StartExecution", arn)
  await expect(stack.start(arn)).rejects.toMatchObject({ name: "AccessDeniedException" })
  const rule = { kind: "service" as const, service: "events.amazonaws.com" }
  await expect(stack.context.deliver(arn, {}, { by: rule })).rejects.toMatchObject({ code: "AccessDeniedException" })
  const { executions } = await stack.client.send(new ListExecutionsCommand({ stateMachineArn: arn }))
  expect(executions).toEqual([])
})

test("what is delivered to a machine's ARN starts an execution with it as input", async () => {
  const stack = await statesStack()
  const arn = stack.provision(quick)
  const by = { kind: "role" as const, arn: "arn:aws:iam::000000000000:role/rule" }
  await stack.context.deliver(arn, { detail: { id: 7 } }, { by, name: "event-1" })
  const ended = await stack.ended(`${arn.replace("stateMachine", "execution")}:event-1`)
  expect(ended.output).toBe('{"detail":{"id":7}}')
  expect(stack.context.assertions).toContainEqual({
    principal: by,
    action: "states:StartExecution",
    resource: arn,
    context: {},
  })
})
