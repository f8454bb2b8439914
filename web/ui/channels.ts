export type Channel = { value: string; label: string; primary: boolean }

export const CHANNEL_LABELS: readonly string[] = ["work", "home", "mobile", "other"]

export function changed(all: readonly Channel[], index: number, change: Partial<Channel>): Channel[] {
  return all.map((one, i) => (i === index ? { ...one, ...change } : one))
}

export function withPrimary(all: readonly Channel[], index: number): Channel[] {
  return all.map((one, i) => ({ ...one, primary: i === index }))
}

/** Without one; when that was the main one, the first of the rest is. */
export function removed(all: readonly Channel[], index: number): Channel[] {
  const rest = all.filter((_, i) => i !== index)
  return rest.some((one) => one.primary) ? rest : withPrimary(rest, 0)
}
