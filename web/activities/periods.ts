/** What the list can show, as its chips say it: the days it spans, whether done or not, and its words when there is nothing. */
import { addDays } from "../../shared/day.ts"
import { mondayOf } from "./time.ts"

export const SHOWS = [
  { value: "todo", label: "To do" },
  { value: "overdue", label: "Overdue" },
  { value: "today", label: "Today" },
  { value: "tomorrow", label: "Tomorrow" },
  { value: "week", label: "This week" },
  { value: "next-week", label: "Next week" },
  { value: "done", label: "Done" },
  { value: "period", label: "Period" },
] as const
export type Show = (typeof SHOWS)[number]["value"]

export type Range = { from?: string; to?: string; done: boolean }

export function isShow(value: string | undefined): value is Show {
  return SHOWS.some((show) => show.value === value)
}

export function rangeOf(show: Show, today: string, period: { from: string; to: string }): Range {
  const monday = mondayOf(today)
  const ranges: Record<Show, Range> = {
    todo: { done: false },
    overdue: { to: today, done: false },
    today: { from: today, to: today, done: false },
    tomorrow: { from: addDays(today, 1), to: addDays(today, 1), done: false },
    week: { from: monday, to: addDays(monday, 6), done: false },
    "next-week": { from: addDays(monday, 7), to: addDays(monday, 13), done: false },
    done: { done: true },
    period: { from: period.from || today, to: period.to || period.from || today, done: false },
  }
  return ranges[show]
}

export const NOTHING: Record<Show, { title: string; text: string }> = {
  todo: { title: "Nothing is planned", text: "Schedule the next call, meeting or task, and it will be here." },
  overdue: { title: "Nothing overdue", text: "Everything that was due is done. Well kept." },
  today: {
    title: "Nothing left for today",
    text: "The day is yours. Look at what tomorrow brings, or plan something.",
  },
  tomorrow: { title: "Tomorrow is free", text: "Nothing is due tomorrow yet." },
  week: { title: "Nothing left this week", text: "What is still to do this week would be here." },
  "next-week": { title: "Next week is open", text: "Nothing is planned for next week yet." },
  done: { title: "Nothing done yet", text: "What you mark done is kept here." },
  period: { title: "Nothing in this period", text: "Nothing is to be done on these days." },
}
