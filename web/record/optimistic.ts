/** Changes that are on the screen at once, and taken back when the server says no. */
import { queryClient } from "../app/queries.ts"

type Fields = { custom_fields?: Record<string, unknown> }

function merged<T extends object>(before: T, part: Partial<T>): T {
  const custom = (part as Fields).custom_fields
  const rest = { ...before, ...part }
  return custom === undefined ? rest : { ...rest, custom_fields: { ...(before as Fields).custom_fields, ...custom } }
}

/** What `part` replaced, so that it can be put back without touching what else changed meanwhile. */
function replaced<T extends object>(before: T, part: Partial<T>): Partial<T> {
  const own = Object.fromEntries(Object.keys(part).map((name) => [name, before[name as keyof T]])) as Partial<T>
  const custom = (part as Fields).custom_fields
  if (custom === undefined) return own
  const old = (before as Fields).custom_fields ?? {}
  return { ...own, custom_fields: Object.fromEntries(Object.keys(custom).map((key) => [key, old[key] ?? null])) }
}

/** Shows `part` in a query's data while `send` is under way. Throws what `send` threw, after taking it back. */
export async function changing<T extends object>(
  queryKey: readonly unknown[],
  part: Partial<T>,
  send: () => Promise<unknown>,
): Promise<void> {
  await queryClient.cancelQueries({ queryKey })
  const before = queryClient.getQueryData<T>(queryKey)
  if (before !== undefined) queryClient.setQueryData<T>(queryKey, merged(before, part))
  try {
    await send()
  } catch (error) {
    const back = before === undefined ? undefined : replaced(before, part)
    queryClient.setQueryData<T>(queryKey, (now) => (now === undefined || back === undefined ? now : merged(now, back)))
    throw error
  } finally {
    void queryClient.invalidateQueries({ queryKey })
  }
}

export function said(error: unknown, otherwise: string): string {
  return error instanceof Error ? error.message : otherwise
}
