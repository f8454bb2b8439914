import * as z from "zod"
import type { Integration } from "./call.ts"
import type { StateOf } from "./definition.ts"
import { integrationOf } from "./integrations.ts"
import { evaluate, evaluateAs } from "./query.ts"
import { isTimeout, limited, StateError } from "./state-error.ts"
import { type Answer, newToken } from "./tokens.ts"
import { once, type Visit, view } from "./visit.ts"

type Prepared = { token?: string; input: unknown; preparedAt: number; timeout?: number; heartbeat?: number }

/** Does a task, or sends it off and waits for whoever holds its token. In flight at a crash, a task is done again with the same input. */
export async function runTask(visit: Visit, state: StateOf<"Task">): Promise<unknown> {
  const { journal } = visit.scope.run
  const integration = integrationOf(state.Resource)
  const about = { resourceType: integration.service, resource: integration.action }
  try {
    const prepared = await once(
      visit,
      "prepared",
      () => prepare(visit, state, integration),
      ({ input }) =>
        journal.event("TaskScheduled", { taskScheduledEventDetails: { ...about, parameters: JSON.stringify(input) } }),
    )
    return await once(
      visit,
      "result",
      async () => limited(await resultOf(visit, integration, prepared), `the result of state ${visit.name}`),
      (result) =>
        journal.event("TaskSucceeded", { taskSucceededEventDetails: { ...about, output: JSON.stringify(result) } }),
    )
  } catch (error) {
    visit.scope.signal.throwIfAborted()
    if (error instanceof StateError) {
      const [type, key] = isTimeout(error)
        ? ["TaskTimedOut", "taskTimedOutEventDetails"]
        : ["TaskFailed", "taskFailedEventDetails"]
      journal.event(type, { [key]: { ...about, error: error.name, cause: error.message } })
    }
    throw error
  }
}

async function prepare(visit: Visit, state: StateOf<"Task">, integration: Integration): Promise<Prepared> {
  const token = integration.awaitsToken ? newToken(visit) : undefined
  const seeing = view(visit, { token })
  const seconds = (field: "TimeoutSeconds" | "HeartbeatSeconds") =>
    state[field] === undefined ? undefined : evaluateAs(z.int().min(1), state[field], seeing, field)
  const input = state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, seeing, "Arguments")
  const timeout = await seconds("TimeoutSeconds")
  const heartbeat = await seconds("HeartbeatSeconds")
  return {
    input: limited(integration.complete(input), `the arguments of state ${visit.name}`),
    preparedAt: visit.scope.run.context.now(),
    ...(token !== undefined && { token }),
    ...(timeout !== undefined && { timeout }),
    ...(heartbeat !== undefined && { heartbeat }),
  }
}

async function resultOf(visit: Visit, integration: Integration, prepared: Prepared): Promise<unknown> {
  const { context, execution, journal } = visit.scope.run
  const { token, input, preparedAt, timeout = Number.POSITIVE_INFINITY } = prepared
  const send = () => integration.send({ context, execution }, input)
  if (token === undefined) return inTime(visit, context.now() + timeout * 1000, send())
  const deadline = preparedAt + timeout * 1000
  if (answerIn(visit) === undefined) {
    const details = { resourceType: integration.service, resource: integration.action }
    await once(
      visit,
      "sent",
      () => inTime(visit, deadline, send()).then(() => true),
      () => journal.event("TaskSubmitted", { taskSubmittedEventDetails: details }),
    )
  }
  return answerTo(visit, token, prepared, deadline)
}

async function answerTo(visit: Visit, token: string, prepared: Prepared, deadline: number): Promise<unknown> {
  const { journal, alarms, context } = visit.scope.run
  const { preparedAt, heartbeat = Number.POSITIVE_INFINITY } = prepared
  for (;;) {
    const given = answerIn(visit)
    if (given !== undefined) {
      if ("error" in given) throw new StateError(given.error, given.cause)
      return given.output
    }
    const alive = (journal.read<number>(`${visit.steps}beat`) ?? preparedAt) + heartbeat * 1000
    if (context.now() >= deadline) throw timedOut(visit)
    if (context.now() >= alive) throw new StateError("States.HeartbeatTimeout", `no heartbeat for ${heartbeat} s`)
    await alarms.until(Math.min(deadline, alive), visit.scope.signal, token)
  }
}

function answerIn({ scope, steps }: Visit): Answer | undefined {
  return scope.run.journal.read<Answer>(`${steps}answer`)
}

/** What comes back after the deadline, or after the execution was stopped, is nobody's. */
async function inTime<T>(visit: Visit, deadline: number, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const signal = AbortSignal.any([visit.scope.signal, over.signal])
  const expiry = visit.scope.run.alarms.until(deadline, signal).then((): never => {
    throw timedOut(visit)
  })
  try {
    return await Promise.race([work, expiry])
  } finally {
    over.abort()
  }
}

function timedOut({ name }: Visit): StateError {
  return new StateError("States.Timeout", `state ${name} did not end in time`)
}
