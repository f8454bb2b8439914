/** Starts the run that a change of a formula has begun. */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn"
import { findUpdate } from "../data/formula-update.ts"
import { env } from "../platform/env.ts"
import { type Image, isOf } from "./image.ts"

const client = new SFNClient({ maxAttempts: 4 })

/** However often a change is delivered, each run is started once: its execution has its name. */
export async function formulas(images: readonly Image[]): Promise<void> {
  const changed = images.filter((image) => isOf(image, "field") && (image.after ?? image.before)?.of === "deal")
  for (const w of new Set(changed.map((image) => image.w))) {
    const update = await findUpdate(w)
    if (update?.state === "running") await start(w, update.run)
  }
}

async function start(w: string, run: string): Promise<void> {
  const input = JSON.stringify({ workspaceId: w, run, work: "formulas" })
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: env("IMPORT_MACHINE"), name: run, input }))
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}
