import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn"
import type { Import, Work } from "../../shared/import.ts"
import { env } from "../platform/env.ts"

const client = new SFNClient({ maxAttempts: 4 })

/** Starts the execution of a job's work. Each run has its name, so that starting it twice starts it once. */
export async function execute(w: string, job: Import, work: Work): Promise<void> {
  const input = JSON.stringify({ workspaceId: w, importId: job.id, work })
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn: env("IMPORT_MACHINE"), name: `${job.id}-${job.runs}`, input }),
    )
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}
