/** Colours of people's calendars. Names stand beside them: a colour repeats when there are more people than colours. */
const COLORS = ["purple", "teal", "orange", "green", "yellow", "red"] as const

/** Yours is the product's own. */
export function hueOf(id: number, me: number): string {
  return id === me ? "accent" : (COLORS[id % COLORS.length] ?? "purple")
}
