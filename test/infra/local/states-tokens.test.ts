import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn"
import { expect, test } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { machine, statesStack, WAITING } from "./states-stack.ts"

const done = { Type: "Succeed" }

test("an answer given before the function has returned is taken", async () => {
  let settle = () => {}
  const stack = await statesStack({ invoke: () => new Promise<void>((resolve) => (settle = resolve)) })
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, End: true } })))
  const [taskToken] = await stack.tokens()
  await stack.client.send(new SendTaskSuccessCommand({ taskToken, output: "7" }))
  settle()
  expect((await stack.ended(arn)).output).toBe("7")
})

test("SendTaskFailure fails the task with its error and cause", async () => {
  const stack = await statesStack()
  const Catch = [{ ErrorEquals: ["Refused"], Output: "{% $states.errorOutput %}", Next: "H" }]
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, Catch, End: true }, H: done })))
  const [taskToken] = await stack.tokens()
  await stack.client.send(new SendTaskFailureCommand({ taskToken, error: "Refused", cause: "by the boss" }))
  expect(JSON.parse((await stack.ended(arn)).output ?? "")).toEqual({ Error: "Refused", Cause: "by the boss" })
})

test("a function that fails to take the token fails the task", async () => {
  const stack = await statesStack({
    invoke() {
      throw new AwsError("ServiceException", "down")
    },
  })
  expect((await stack.run({ T: { ...WAITING, End: true } })).error).toBe("Lambda.ServiceException")
})

test("a token answers once; then, and after the task, it has timed out", async () => {
  const stack = await statesStack()
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, End: true } })))
  const [taskToken] = await stack.tokens()
  const answer = () => stack.client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))
  await answer()
  await expect(answer()).rejects.toMatchObject({ name: "TaskTimedOut" })
  await stack.ended(arn)
  await expect(answer()).rejects.toMatchObject({ name: "TaskTimedOut" })
})

test("a forged or a garbled token answers for nothing", async () => {
  const stack = await statesStack()
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, End: true } })))
  const [token = ""] = await stack.tokens()
  const [execution, steps] = JSON.parse(Buffer.from(token, "base64url").toString())
  const forged = Buffer.from(JSON.stringify([execution, steps, "guess"])).toString("base64url")
  const answer = (taskToken: string) => stack.client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))
  await expect(answer(forged)).rejects.toMatchObject({ name: "TaskTimedOut" })
  await expect(answer("not a token")).rejects.toMatchObject({ name: "InvalidToken" })
  expect((await stack.describe(arn)).status).toBe("RUNNING")
})

test("an answer that is not JSON is InvalidOutput, and the task goes on waiting", async () => {
  const stack = await statesStack()
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, End: true } })))
  const [taskToken] = await stack.tokens()
  const answer = (output: string) => stack.client.send(new SendTaskSuccessCommand({ taskToken, output }))
  await expect(answer("{")).rejects.toMatchObject({ name: "InvalidOutput" })
  await answer('"ok"')
  expect((await stack.ended(arn)).output).toBe('"ok"')
})

test("a task that gets no heartbeat in time fails, one that does goes on", async () => {
  let ahead = 0
  const stack = await statesStack({ now: () => Date.now() + ahead })
  const Catch = [{ ErrorEquals: ["States.Timeout"], Output: "{% $states.errorOutput.Error %}", Next: "H" }]
  const arn = await stack.start(
    stack.provision(machine({ T: { ...WAITING, HeartbeatSeconds: 600, Catch, End: true }, H: done })),
  )
  const [taskToken] = await stack.tokens()
  for (let beats = 1; beats <= 3; beats++) {
    ahead = beats * 500_000
    await stack.client.send(new SendTaskHeartbeatCommand({ taskToken }))
  }
  expect((await stack.describe(arn)).status).toBe("RUNNING")
  ahead += 601_000
  expect((await stack.ended(arn)).output).toBe('"States.HeartbeatTimeout"')
})

test("a token's TimeoutSeconds counts from when it was given", async () => {
  let ahead = 0
  const stack = await statesStack({ now: () => Date.now() + ahead })
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, TimeoutSeconds: 3600, End: true } })))
  await stack.tokens()
  ahead = 3_601_000
  expect((await stack.ended(arn)).error).toBe("States.Timeout")
})

test("a retried task has a new token, and the old one is void", async () => {
  let ahead = 0
  const stack = await statesStack({ now: () => Date.now() + ahead })
  const Retry = [{ ErrorEquals: ["Again"], IntervalSeconds: 60 }]
  const arn = await stack.start(stack.provision(machine({ T: { ...WAITING, Retry, End: true } })))
  const [first] = await stack.tokens()
  await stack.client.send(new SendTaskFailureCommand({ taskToken: first, error: "Again" }))
  ahead = 61_000
  const second = await stack.tokens(2).then((tokens) => tokens[1])
  await expect(stack.client.send(new SendTaskSuccessCommand({ taskToken: first, output: "1" }))).rejects.toMatchObject({
    name: "TaskTimedOut",
  })
  await stack.client.send(new SendTaskSuccessCommand({ taskToken: second, output: "2" }))
  expect((await stack.ended(arn)).output).toBe("2")
})

test("who may not answer for the machine's tasks is refused", async () => {
  const stack = await statesStack()
  const machineArn = stack.provision(machine({ T: { ...WAITING, End: true } }))
  const { executionArn } = await stack.client.send(new StartExecutionCommand({ stateMachineArn: machineArn }))
  const [taskToken] = await stack.tokens()
  stack.context.deny("states:SendTaskSuccess", machineArn)
  await expect(stack.client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))).rejects.toMatchObject({
    name: "AccessDeniedException",
  })
  expect((await stack.describe(executionArn ?? "")).status).toBe("RUNNING")
})
