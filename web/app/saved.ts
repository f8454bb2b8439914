import { queryClient } from "./queries.ts"

/** Waits for a change of what the setup tells, and reads the setup with it: every page shows what it says. */
export async function saved<T>(change: Promise<T>): Promise<T> {
  const result = await change
  await queryClient.invalidateQueries({ queryKey: ["setup"] })
  return result
}
