import type { Context, Family } from "../family.ts"
import { createAlarms } from "./alarms.ts"
import { openArchive } from "./archive.ts"
import { createExecutions } from "./executions.ts"
import { type Machine, provisionMachine } from "./machines.ts"
import { statesReceiver, statesService } from "./states-service.ts"

/** Step Functions: standard state machines in JSONata, whose executions survive whatever happens to the process. */
export function createStates(context: Context): Family {
  const machines = new Map<string, Machine>()
  const alarms = createAlarms(context.now)
  const archive = openArchive(context)
  const executions = createExecutions(context, archive, alarms)
  const parts = { context, machines, executions, archive, alarms }
  context.endpoint.service("states", statesService(parts))
  context.receive("states", statesReceiver(parts))
  return {
    name: "states",
    types: { "AWS::StepFunctions::StateMachine": provisionMachine(context, machines) },
    start() {
      archive.prune()
      executions.resume(machines)
    },
    stop: () => executions.close(),
  }
}
