/** What there is to run: the functions bundled, the app built, the template synthesized, all in this process. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { buildWeb } from "../build-web.ts"
import { bundle } from "../bundle.ts"
import { synth } from "../synth.ts"

const ROOT = join(import.meta.dirname, "../..")
export const REGION = "us-east-1"

export type Built = { assemblyDir: string; stack: string }

/** Builds everything for a stack that will answer at `url`. */
export async function build(
  url: string,
  options: { outdir?: string; context?: Record<string, string> } = {},
): Promise<Built> {
  process.env["CDK_VALIDATION"] = "false"
  await Promise.all([bundle(), buildWeb()])
  const assemblyDir = options.outdir ?? join(ROOT, ".build/assembly")
  rmSync(assemblyDir, { recursive: true, force: true })
  const context = { stage: "local", region: REGION, endpoint: url, ...options.context }
  const [stack] = synth(context, assemblyDir).stacks
  if (stack === undefined) throw new Error("the assembly holds no stack")
  return { assemblyDir, stack: stack.stackName }
}
