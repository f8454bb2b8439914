import { expect, test } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { machine, ROLE, statesStack, task } from "./states-stack.ts"

const integration = (name: string, Arguments: object, fields: object = { End: true }) => ({
  Type: "Task",
  Resource: `arn:aws:states:::${name}`,
  Arguments,
  ...fields,
})

test("lambda:invoke gives the payload as the machine's role and answers as AWS does", async () => {
  const stack = await statesStack()
  const { result } = await stack.run({ T: task({ End: true }) }, { a: 1 })
  expect(result).toMatchObject({ ExecutedVersion: "$LATEST", Payload: { echo: { a: 1 } }, StatusCode: 200 })
  expect(stack.context.delivered).toEqual([
    {
      arn: stack.context.arn("lambda", "function:work"),
      input: { a: 1 },
      delivery: { by: { kind: "role", arn: ROLE }, wait: true },
    },
  ])
})

test("lambda:invoke takes a function's ARN and drops $LATEST", async () => {
  const stack = await statesStack()
  const arn = stack.context.arn("lambda", "function:work")
  await stack.run({ T: integration("lambda:invoke", { FunctionName: `${arn}:$LATEST` }) })
  expect(stack.context.delivered.map((one) => one.arn)).toEqual([arn])
})

test("lambda:invoke as an Event does not wait for the function", async () => {
  const stack = await statesStack()
  const { result } = await stack.run({
    T: integration("lambda:invoke", { FunctionName: "work", InvocationType: "Event" }),
  })
  expect(result).toMatchObject({ StatusCode: 202, Payload: "" })
  expect(stack.context.delivered[0]?.delivery.wait).toBe(false)
})

test("a function's ARN as the Resource gets the Arguments and answers with its result", async () => {
  const stack = await statesStack()
  const Resource = stack.context.arn("lambda", "function:work")
  const { result } = await stack.run(
    { T: { Type: "Task", Resource, Arguments: { q: "{% $states.input.a + 1 %}" }, End: true } },
    { a: 1 },
  )
  expect(result).toEqual({ echo: { q: 2 } })
})

test("a task without Arguments gives its input", async () => {
  const stack = await statesStack()
  const { result } = await stack.run(
    { T: { Type: "Task", Resource: stack.context.arn("lambda", "function:work"), End: true } },
    [1],
  )
  expect(result).toEqual({ echo: [1] })
})

test("events:putEvents puts each entry on its bus and tells which execution it came from", async () => {
  const stack = await statesStack()
  stack.context.receive("events", async () => ({ EventId: "e1" }))
  const entries = [
    { Source: "crm.deal", DetailType: "Won", Detail: { id: "{% $states.input.id %}" }, EventBusName: "crm" },
    {
      Source: "crm.deal",
      DetailType: "Lost",
      Detail: '{"id":8}',
      EventBusName: stack.context.arn("events", "event-bus/other"),
    },
  ]
  const { result, executionArn, stateMachineArn } = await stack.run(
    { T: integration("events:putEvents", { Entries: entries }) },
    { id: 7 },
  )
  expect(result).toEqual({ Entries: [{ EventId: "e1" }, { EventId: "e1" }], FailedEntryCount: 0 })
  const Resources = [executionArn, stateMachineArn]
  expect(stack.context.delivered.map(({ arn, input }) => ({ arn, input }))).toEqual([
    {
      arn: stack.context.arn("events", "event-bus/crm"),
      input: { Source: "crm.deal", DetailType: "Won", Detail: '{"id":7}', Resources },
    },
    {
      arn: stack.context.arn("events", "event-bus/other"),
      input: { Source: "crm.deal", DetailType: "Lost", Detail: '{"id":8}', Resources },
    },
  ])
})

test("sqs:sendMessage sends the body to the queue behind the URL, with group and attributes", async () => {
  const stack = await statesStack()
  stack.context.receive("sqs", async () => ({ MessageId: "m1", MD5OfMessageBody: "x" }))
  const { result } = await stack.run({
    T: integration("sqs:sendMessage", {
      QueueUrl: "http://127.0.0.1:4566/000000000000/jobs.fifo",
      MessageBody: { a: "{% 1 + 1 %}" },
      MessageGroupId: "g",
      MessageAttributes: { kind: { DataType: "String", StringValue: "import" } },
    }),
  })
  expect(result).toEqual({ MessageId: "m1", MD5OfMessageBody: "x" })
  expect(stack.context.delivered).toEqual([
    {
      arn: stack.context.arn("sqs", "jobs.fifo"),
      input: { a: 2 },
      delivery: { by: { kind: "role", arn: ROLE }, wait: true, attributes: { kind: "import" }, groupId: "g" },
    },
  ])
})

test("states:startExecution starts the other machine and does not wait for it", async () => {
  const stack = await statesStack()
  const child = stack.provision(machine({ W: { Type: "Wait", Seconds: 3600, End: true } }), "Child")
  const { result } = await stack.run({
    T: integration("states:startExecution", { StateMachineArn: child, Input: { a: 1 }, Name: "c1" }),
  })
  const arn = `${child.replace("stateMachine", "execution")}:c1`
  expect(result).toEqual({ ExecutionArn: arn, StartDate: expect.any(Number) })
  expect(await stack.describe(arn)).toMatchObject({ status: "RUNNING", input: '{"a":1}' })
  expect(stack.context.assertions).toContainEqual(
    expect.objectContaining({
      principal: { kind: "role", arn: ROLE },
      action: "states:StartExecution",
      resource: child,
    }),
  )
})

test("a service that refuses fails the task with its own error name", async () => {
  const stack = await statesStack()
  stack.context.receive("sqs", async () => {
    throw new AwsError("QueueDoesNotExist", "no such queue")
  })
  const { error, cause } = await stack.run({
    T: integration("sqs:sendMessage", { QueueUrl: "u/jobs", MessageBody: "x" }),
  })
  expect(error).toBe("SQS.QueueDoesNotExistException")
  expect(cause).toContain("no such queue")
})

test("arguments that turn out unfit fail the state and name the field", async () => {
  const stack = await statesStack()
  const { error, cause } = await stack.run({ T: integration("lambda:invoke", { FunctionName: "{% 7 %}" }) })
  expect(error).toBe("States.Runtime")
  expect(cause).toContain("FunctionName")
})
