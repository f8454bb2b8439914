import type { Session } from "../compare.ts"
import type { Figure } from "../figures.ts"
import type { Stack } from "../running.ts"
import type { WorkspaceName } from "../workspaces.ts"

export type Bench = {
  stack: Stack
  session(workspace: WorkspaceName): Promise<Session>
  /** Whether a figure is wanted. */
  wants(name: string): boolean
}

/** Figures that are measured together. */
export type Suite = {
  names: readonly string[]
} & (
  | { needsStack: false; run(): Promise<Figure[]> }
  | {
      needsStack: true
      /** Workspaces that must be there. */
      workspaces(wants: Bench["wants"]): readonly WorkspaceName[]
      run(bench: Bench): Promise<Figure[]>
    }
)
