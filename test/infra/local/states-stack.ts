/** Step Functions on a context of its own, driven through the AWS SDK. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn"
import { onTestFinished, vi } from "vitest"
import * as z from "zod"
import type { Delivery, Provisioned } from "../../../infra/local/family.ts"
import { createStates } from "../../../infra/local/states/states.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

vi.setConfig({ testTimeout: 30_000 })

export const INVOKE = "arn:aws:states:::lambda:invoke"
export const ROLE = "arn:aws:iam::000000000000:role/machine"

/** A task that sends its token off and waits. */
export const WAITING = {
  Type: "Task",
  Resource: `${INVOKE}.waitForTaskToken`,
  Arguments: { FunctionName: "ask", Payload: { token: "{% $states.context.Task.Token %}" } },
}

export type States = Record<string, object>
type Run = (input: unknown, arn: string, delivery: Delivery) => unknown

export type StatesStack = {
  context: TestContext
  client: SFNClient
  /** Makes the resource as the template describes it. */
  make(id: string, properties: Record<string, unknown>): Provisioned
  /** Makes a machine of this definition; answers its ARN. */
  provision(definition: object, id?: string): string
  start(machineArn: string, input?: unknown, name?: string): Promise<string>
  describe(executionArn: string): Promise<DescribeExecutionOutput>
  /** Waits for the end of an execution. */
  ended(executionArn: string): Promise<DescribeExecutionOutput>
  /** Starts a machine of these states, from the first one, and waits for its end. */
  run(states: States, input?: unknown): Promise<DescribeExecutionOutput & { result: unknown }>
  /** What was handed to functions, oldest first. */
  invoked(): unknown[]
  /** The task tokens that were handed out, oldest first; waits for as many. */
  tokens(count?: number): Promise<string[]>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** `invoke` plays every function. */
export async function statesStack(
  options: { dataDir?: string; now?: () => number; invoke?: Run } = {},
): Promise<StatesStack> {
  const { invoke = (input) => ({ echo: input }), ...rest } = options
  const context = await testContext(rest)
  context.receive("lambda", async (arn, input, delivery) => invoke(input, arn, delivery))
  const family = createStates(context)
  const client = new SFNClient(context.client())
  let running = true

  const stack: StatesStack = {
    context,
    client,
    make(id, properties) {
      const made = family.types["AWS::StepFunctions::StateMachine"]?.(id, { RoleArn: ROLE, ...properties }, {})
      if (made === undefined || made instanceof Promise) throw new Error("a state machine is made at once")
      return made
    },
    provision: (definition, id = "Machine") => stack.make(id, { DefinitionString: JSON.stringify(definition) }).ref,
    async start(stateMachineArn, input = {}, name) {
      const request = { stateMachineArn, input: JSON.stringify(input), name }
      return (await client.send(new StartExecutionCommand(request))).executionArn ?? ""
    },
    describe: (executionArn) => client.send(new DescribeExecutionCommand({ executionArn })),
    ended: (executionArn) =>
      until(async () => {
        const execution = await stack.describe(executionArn)
        if (execution.status === "RUNNING") throw new Error(`${executionArn} still runs`)
        return execution
      }),
    async run(states, input) {
      const execution = await stack.ended(await stack.start(stack.provision(machine(states)), input))
      return { ...execution, result: execution.output === undefined ? undefined : JSON.parse(execution.output) }
    },
    invoked: () => context.delivered.filter(({ arn }) => arn.includes(":lambda:")).map(({ input }) => input),
    tokens: (count = 1) =>
      until(() => {
        const asked = z
          .array(z.object({ token: z.string() }))
          .min(count)
          .parse(stack.invoked())
        return asked.map(({ token }) => token)
      }),
    resume: async () => family.start?.(),
    async stop() {
      if (!running) return
      running = false
      client.destroy()
      await family.stop?.()
      await context.close()
    },
  }
  onTestFinished(() => stack.stop())
  return stack
}

/** A machine that starts at the first of these states. */
export function machine(states: States): object {
  return { QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states }
}

export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 })
}

/** A folder that outlives the stacks opened on it, and is gone after the test. */
export function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-states-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A clock on which a second takes a millisecond. */
export function fastClock(): () => number {
  const start = Date.now()
  return () => start + (Date.now() - start) * 1000
}

export function task(fields: object = {}): object {
  return {
    Type: "Task",
    Resource: INVOKE,
    Arguments: { FunctionName: "work", Payload: "{% $states.input %}" },
    ...fields,
  }
}
