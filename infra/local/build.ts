/** What there is to run: the functions bundled, the app built, the template synthesized, all in this process. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildWeb } from "../build-web.ts"
import { bundleForStack } from "../bundle.ts"
import { synth } from "../synth.ts"

export const REGION = "us-east-1"

export type Built = { assemblyDir: string; stack: string }

/** Builds everything for a stack that will answer at `url`. */
export async function build(
  url: string,
  options: { outdir?: string; context?: Record<string, string> } = {},
): Promise<Built> {
  process.env["CDK_VALIDATION"] = "false"
  await Promise.all([bundleForStack(), buildWeb()])
  const assemblyDir = options.outdir ?? ownFolder()
  rmSync(assemblyDir, { recursive: true, force: true })
  const context = { stage: "local", region: REGION, endpoint: url, ...options.context }
  const [stack] = synth(context, assemblyDir).stacks
  if (stack === undefined) throw new Error("the assembly holds no stack")
  return { assemblyDir, stack: stack.stackName }
}

/** A stack runs its functions from its assembly as long as it lives, so that no two share one. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "halyard-assembly-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
