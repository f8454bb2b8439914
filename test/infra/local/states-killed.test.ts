import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { expect, onTestFinished, test } from "vitest"
import { dataDir, machine, statesStack, task, until } from "./states-stack.ts"

test("kill -9: finished items of a map stay finished, the one in flight is done again with the same arguments", async () => {
  const dir = dataDir()
  const work = task({
    Arguments: { FunctionName: "work", Payload: ["{% $states.input %}", "{% $uuid() %}"] },
    Output: "{% $states.result.Payload %}",
    End: true,
  })
  const definition = machine({
    M: {
      Type: "Map",
      Items: "{% $states.input.items %}",
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: "T", States: { T: work } },
      End: true,
    },
  })
  const child = run(dir, definition, "run")
  const [quick, slow] = await said(child, 2)
  child.process.kill("SIGKILL")
  await once(child.process, "exit")

  const stack = await statesStack({ dataDir: dir, invoke: (input) => input })
  stack.provision(definition)
  await stack.resume()
  const { output } = await stack.ended(stack.context.arn("states", "execution:test-Machine:job"))
  expect(JSON.parse(output ?? "")).toEqual([quick, slow])
  expect(stack.invoked()).toEqual([slow])
})

test("stop leaves a task in flight and a wait to be resumed, and lets the process end by itself", async () => {
  const dir = dataDir()
  const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } })
  const definition = machine({
    P: {
      Type: "Parallel",
      Branches: [
        branch(
          "T",
          task({
            Arguments: { FunctionName: "work", Payload: "slow" },
            Output: "{% $states.result.Payload %}",
            End: true,
          }),
        ),
        branch("W", { Type: "Wait", Seconds: 3600, Output: "waited", End: true }),
      ],
      End: true,
    },
  })
  const child = run(dir, definition, "stop")
  await said(child, 1)
  child.process.stdin?.write("stop\n")
  expect(await once(child.process, "exit")).toEqual([0, null])

  let ahead = 0
  const stack = await statesStack({ dataDir: dir, now: () => Date.now() + ahead, invoke: () => "worked" })
  stack.provision(definition)
  await stack.resume()
  const arn = stack.context.arn("states", "execution:test-Machine:job")
  await until(() => expect(stack.invoked()).toEqual(["slow"]))
  expect((await stack.describe(arn)).status).toBe("RUNNING")
  ahead = 3_601_000
  expect((await stack.ended(arn)).output).toBe('["worked","waited"]')
})

type Child = { process: ChildProcess; lines: string[] }

function run(dir: string, definition: object, mode: string): Child {
  const script = join(import.meta.dirname, "states-child.ts")
  const child = spawn(process.execPath, [script, dir, JSON.stringify(definition), mode], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  onTestFinished(() => void child.kill("SIGKILL"))
  const lines: string[] = []
  createInterface(child.stdout).on("line", (line) => lines.push(line))
  return { process: child, lines }
}

function said({ lines }: Child, count: number): Promise<unknown[]> {
  return until(() => {
    expect(lines.length).toBeGreaterThanOrEqual(count)
    return lines.map((line): unknown => JSON.parse(line))
  })
}
