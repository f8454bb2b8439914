/** What the page shows, as its address says it. */
import { useNavigate, useParams, useSearchParams } from "@solidjs/router"
import { createMemo } from "solid-js"
import { isDay } from "../../shared/day.ts"
import { isShow, type Show } from "./periods.ts"

export type View = "list" | "calendar"
export type Owners = "everyone" | readonly number[]

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
const dayOr = (value: string | undefined, otherwise: string) =>
  value !== undefined && isDay(value) ? value : otherwise

export function createViewState(me: () => number | undefined, today: () => string) {
  const params = useParams()
  const navigate = useNavigate()
  const [query, setQuery] = useSearchParams()
  const raw = (name: string) => one(query[name])
  const view = (): View => (params.view === "calendar" ? "calendar" : "list")
  const show = (): Show => {
    const wanted = raw("show")
    return isShow(wanted) ? wanted : "todo"
  }
  const types = createMemo(() => [...new Set((raw("type") ?? "").split(",").filter((key) => /^\w{1,50}$/.test(key)))])
  const owners = createMemo<Owners>(() => {
    const wanted = raw("owner")
    if (wanted === "everyone") return "everyone"
    const ids = (wanted ?? "")
      .split(",")
      .map(Number)
      .filter((id) => Number.isInteger(id) && id > 0)
    const mine = me()
    return ids.length > 0 ? ids : mine === undefined ? [] : [mine]
  })
  const write = (part: Record<string, string | undefined>) => setQuery(part, { replace: true })
  return {
    view,
    show,
    types,
    owners,
    /** Whom the API is asked for; nobody is everyone. */
    ownerIds: () => {
      const wanted = owners()
      return wanted === "everyone" ? [] : wanted
    },
    period: () => ({ from: dayOr(raw("from"), today()), to: dayOr(raw("to"), today()) }),
    on: () => dayOr(raw("on"), today()),
    span: () => (raw("span") === "day" ? ("day" as const) : ("week" as const)),
    activity: () => {
      const id = Number(raw("activity"))
      return Number.isInteger(id) && id > 0 ? id : undefined
    },
    setView: (next: View) => {
      const owner = raw("owner")
      navigate(`/activities/${next}${owner === undefined ? "" : `?owner=${owner}`}`)
    },
    setShow: (next: Show) => write({ show: next === "todo" ? undefined : next, from: undefined, to: undefined }),
    setTypes: (next: readonly string[]) => write({ type: next.length === 0 ? undefined : next.join() }),
    setOwners: (next: Owners) => {
      const onlyMe = next !== "everyone" && (next.length === 0 || (next.length === 1 && next[0] === me()))
      write({ owner: next === "everyone" ? next : onlyMe ? undefined : next.join() })
    },
    setPeriod: (from: string, to: string) => write({ show: "period", from, to: to < from ? from : to }),
    setOn: (day: string) => write({ on: day === today() ? undefined : day }),
    setSpan: (span: "day" | "week") => write({ span: span === "week" ? undefined : span }),
    setActivity: (id: number | undefined) => write({ activity: id === undefined ? undefined : String(id) }),
  }
}

export type ViewState = ReturnType<typeof createViewState>
