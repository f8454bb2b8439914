const MINUTES = [15, 30, 45, 60, 90, 120, 180, 240, 480]
const two = (value: number) => String(value).padStart(2, "0")

function words(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  return minutes === 60 ? "1 hour" : `${minutes / 60} hours`
}

export const DURATIONS = [
  { value: "", label: "None" },
  ...MINUTES.map((minutes) => ({
    value: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    label: words(minutes),
  })),
]
