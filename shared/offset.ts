/** Distances of zones from UTC. Apart from the schemas, so that a page can have them without. */

const QUARTER = 900
const DAY = 86_400

/**
 * A zone's distance from UTC in minutes at a second since the epoch. What is found is remembered: by the day, and by the quarter
 * of an hour (where clocks may be changed) on days whose two ends differ.
 */
export function offsetIn(zone: string): (second: number) => number {
  if (zone === "UTC") return () => 0
  const known = new Map<number, number>()
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
  const at = (second: number): number => {
    let minutes = known.get(second)
    if (minutes === undefined) {
      const name = format.formatToParts(second * 1000).find((part) => part.type === "timeZoneName")?.value
      const match = /([+-])(\d\d):(\d\d)/.exec(name ?? "")
      minutes = match === null ? 0 : (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
      known.set(second, minutes)
    }
    return minutes
  }
  return (second) => {
    const day = Math.floor(second / DAY) * DAY
    const minutes = at(day)
    return minutes === at(day + DAY) ? minutes : at(Math.floor(second / QUARTER) * QUARTER)
  }
}
