import { randomUUID } from "node:crypto"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context, Receiver, Service } from "../family.ts"
import { jsonService, type Operation } from "../json-service.ts"
import type { Alarms } from "./alarms.ts"
import type { Archive } from "./archive.ts"
import type { Executions } from "./executions.ts"
import { readHistory } from "./journal.ts"
import type { Machine } from "./machines.ts"
import { page, read, readJson } from "./request.ts"
import { LIMIT_BYTES, tooLarge } from "./state-error.ts"
import { answer, beat, machineOf } from "./tokens.ts"
import type { Execution } from "./visit.ts"

export type Parts = {
  context: Context
  machines: Map<string, Machine>
  executions: Executions
  archive: Archive
  alarms: Alarms
}

const Status = z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"])
const Failure = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }
const Page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() }
const Start = z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default("{}") })
const Stop = z.object({ executionArn: z.string(), ...Failure })
const List = z.object({ stateMachineArn: z.string(), statusFilter: Status.optional(), ...Page })
const History = z.object({ executionArn: z.string(), reverseOrder: z.boolean().default(false), ...Page })
const Success = z.object({ taskToken: z.string(), output: z.string() })
const TaskFailure = z.object({ taskToken: z.string(), ...Failure })

export function statesService(parts: Parts): Service {
  return jsonService("states", parts.context.iam, "1.0", { ...machineOperations(parts), ...taskOperations(parts) })
}

/** What EventBridge, the Scheduler or another state machine hands to a machine starts an execution. */
export function statesReceiver(parts: Parts): Receiver {
  return async (arn, input, { by, name }) => {
    parts.context.iam.assert(by, "states:StartExecution", arn)
    return started(startNamed(parts, arn, name, input ?? {}))
  }
}

function machineOperations(parts: Parts): Record<string, Operation> {
  const { context, executions, archive } = parts
  return {
    StartExecution: on("stateMachineArn", Start, (request) => {
      const input = readJson(request.input, "InvalidExecutionInput", "Invalid State Machine Execution Input: the input")
      return started(startNamed(parts, request.stateMachineArn, request.name, input))
    }),
    StopExecution: on("executionArn", Stop, ({ executionArn, error, cause }) => ({
      stopDate: seconds(executions.stop(executionArn, { error, cause }).endedAt),
    })),
    DescribeExecution: on("executionArn", z.object({ executionArn: z.string() }), ({ executionArn }) =>
      described(archive.find(executionArn)),
    ),
    ListExecutions: on("stateMachineArn", List, ({ stateMachineArn, statusFilter, ...wanted }) => {
      const all = archive.list(machineNamed(parts, stateMachineArn).arn)
      const { items, ...rest } = page(
        all.filter((one) => one.status === (statusFilter ?? one.status)),
        wanted,
      )
      return { executions: items.map(summary), ...rest }
    }),
    GetExecutionHistory: on("executionArn", History, ({ executionArn, reverseOrder, ...wanted }) => {
      const { arn } = archive.find(executionArn)
      const events = readHistory(context.state, arn).map(({ type, at, details }, index) => {
        return { id: index + 1, previousEventId: index, type, timestamp: seconds(at), ...details }
      })
      const { items, ...rest } = page(reverseOrder ? events.reverse() : events, wanted)
      return { events: items, ...rest }
    }),
    DescribeStateMachine: on("stateMachineArn", z.object({ stateMachineArn: z.string() }), ({ stateMachineArn }) => {
      const { arn, name, roleArn, text, createdAt } = machineNamed(parts, stateMachineArn)
      const identity = { stateMachineArn: arn, name, roleArn, definition: text }
      return { ...identity, status: "ACTIVE", type: "STANDARD", creationDate: seconds(createdAt) }
    }),
  }
}

function taskOperations({ context, alarms }: Parts): Record<string, Operation> {
  const resources = (input: Record<string, unknown>) => [machineOf(read(TaskFailure, input).taskToken)]
  return {
    SendTaskSuccess: {
      resources,
      run(input) {
        const { taskToken, output } = read(Success, input)
        answer(context, alarms, taskToken, { output: readJson(output, "InvalidOutput", "Invalid Output: the output") })
      },
    },
    SendTaskFailure: {
      resources,
      run(input) {
        const { taskToken, error = "", cause = "" } = read(TaskFailure, input)
        answer(context, alarms, taskToken, { error, cause })
      },
    },
    SendTaskHeartbeat: {
      resources,
      run: (input) => beat(context, alarms, read(TaskFailure, input).taskToken),
    },
  }
}

/** An operation on the machine or execution whose ARN is in `field`. */
function on<T>(field: string, schema: z.ZodType<T>, run: (request: T) => unknown): Operation {
  const named = z.object({ [field]: z.string() })
  return { resources: (input) => Object.values(read(named, input)), run: (input) => run(read(schema, input)) }
}

function machineNamed({ machines }: Parts, arn: string): Machine {
  const machine = machines.get(arn)
  if (machine === undefined) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`)
  return machine
}

function startNamed(parts: Parts, arn: string, name: string = randomUUID(), input: unknown): Execution {
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name))
    throw new AwsError("InvalidName", `Invalid Name: '${name}'`)
  if (tooLarge(input))
    throw new AwsError("InvalidExecutionInput", `the input is over the limit of ${LIMIT_BYTES} bytes`)
  return parts.executions.start(machineNamed(parts, arn), name, input)
}

function started(execution: Execution): { executionArn: string; startDate: number | undefined } {
  return { executionArn: execution.arn, startDate: seconds(execution.startedAt) }
}

function summary({ arn, machineArn, name, status, startedAt, endedAt }: Execution): Record<string, unknown> {
  const dates = { startDate: seconds(startedAt), stopDate: seconds(endedAt) }
  return { executionArn: arn, stateMachineArn: machineArn, name, status, ...dates }
}

function described(execution: Execution): Record<string, unknown> {
  const { input, output, error, cause } = execution
  const included = { included: true }
  return {
    ...summary(execution),
    input: JSON.stringify(input),
    inputDetails: included,
    ...(execution.status === "SUCCEEDED" && { output: JSON.stringify(output), outputDetails: included }),
    error,
    cause,
  }
}

function seconds(at: string | undefined): number | undefined {
  return at === undefined ? undefined : Date.parse(at) / 1000
}
