import type { Setup } from "../../shared/api/workspaces.ts"

/** Why you may not take what you see as a file; undefined where you may. */
export function noExport({ may }: Setup): string | undefined {
  return may.includes("records.export") ? undefined : "Your role does not let you export"
}
