/** The time that typed text means, as `HH:MM`: "9", "930", "9:30", "14.15", "9:30pm", "noon". Undefined when it means none. */
export function timeFromWords(text: string): string | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, "")
  if (words === "noon") return "12:00"
  if (words === "midnight") return "00:00"
  const match = /^(\d{1,2})(?:[:.h]?(\d\d))?(am|pm|a|p|h)?$/.exec(words)
  if (match === null) return undefined
  const half = match[3]?.[0]
  const typed = Number(match[1])
  if ((half === "a" || half === "p") && (typed < 1 || typed > 12)) return undefined
  const hour = half === "p" ? (typed % 12) + 12 : half === "a" ? typed % 12 : typed
  const minute = Number(match[2] ?? 0)
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
}

/** Every half hour of a day, beginning at seven, as working days do. */
export const HALF_HOURS: readonly string[] = Array.from({ length: 48 }, (_, i) => {
  const minutes = (i * 30 + 7 * 60) % (24 * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
})
