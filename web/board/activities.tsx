import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Match, Show, Switch } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"
import { dayText } from "../filters/words.ts"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { AnchoredPopover } from "../ui/anchored.tsx"
import { announce } from "../ui/announce.ts"
import { Button } from "../ui/button.tsx"
import { IconPlus } from "../ui/icons.ts"
import { Skeleton } from "../ui/state.tsx"
import { short, toast } from "../ui/toast.tsx"
import { ActivityForm } from "./activity-form.tsx"
import { useDesk } from "./desk.ts"
import { urgency } from "./order.ts"
import "./activities.css"

const keyOf = (dealId: number) => ["open-activities", dealId]

/** What is planned for a deal: marked done here, which offers to plan the next, or planned anew. */
export function Activities(props: { card: DealCard; at: HTMLElement; onClose: () => void }) {
  const query = useQuery<ActivityAnswer[]>(() => ({
    queryKey: keyOf(props.card.id),
    queryFn: () => openOf(props.card.id),
    staleTime: 0,
  }))
  const open = () => settled(query)
  const [planning, setPlanning] = createSignal<"new" | "next">()
  const plans = () => planning() ?? (open()?.length === 0 ? "new" : undefined)
  const finish = async (activity: ActivityAnswer) => {
    await mark(activity, true)
    announce(`${activity.subject} is done`)
    const left = open()?.filter((one) => one.id !== activity.id) ?? []
    queryClient.setQueryData(keyOf(props.card.id), left)
    if (left.length === 0) setPlanning("next")
  }
  return (
    <AnchoredPopover label={`Activities of ${props.card.title}`} at={props.at} onClose={props.onClose}>
      <div data-activities>
        <Switch>
          <Match when={query.isError}>
            <p role="alert">The activities did not load.</p>
            <Button size="s" onClick={() => void query.refetch()}>
              Try again
            </Button>
          </Match>
          <Match when={open() === undefined}>
            <Skeleton height="2.5rem" />
          </Match>
          <Match when={true}>
            <ul>
              <For each={open()}>{(activity) => <Planned activity={activity} onDone={finish} />}</For>
            </ul>
            <Show when={plans()} fallback={<PlanButton onClick={() => setPlanning("new")} />}>
              {(what) => (
                <ActivityForm
                  card={props.card}
                  title={what() === "next" ? "Done. What is next?" : "Plan an activity"}
                  onClose={props.onClose}
                />
              )}
            </Show>
          </Match>
        </Switch>
      </div>
    </AnchoredPopover>
  )
}

function PlanButton(props: { onClick: () => void }) {
  return (
    <Button kind="quiet" size="s" icon={<IconPlus />} onClick={() => props.onClick()}>
      Plan an activity
    </Button>
  )
}

function Planned(props: { activity: ActivityAnswer; onDone: (activity: ActivityAnswer) => Promise<void> }) {
  const desk = useDesk()
  const [busy, setBusy] = createSignal(false)
  const state = () => {
    const { due_date, due_time, type, subject, id } = props.activity
    return ["overdue", "today", "none", "later"][
      urgency({ next_activity: { id, due_date, due_time, type, subject } }, desk.today())
    ]
  }
  const when = () => [dayText(props.activity.due_date), props.activity.due_time].filter(Boolean).join(", ")
  const done = async () => {
    setBusy(true)
    await props
      .onDone(props.activity)
      .catch(told)
      .finally(() => setBusy(false))
  }
  return (
    <li data-planned>
      <label data-planned-done>
        <input type="checkbox" disabled={busy()} onChange={() => void done()} />
        <span class="sr-only">Mark {props.activity.subject} as done</span>
      </label>
      <ActivityIcon type={props.activity.type} />
      <span data-planned-what>
        <strong>{props.activity.subject}</strong>
        <small data-when={state()}>
          {state() === "overdue" ? "Overdue: " : ""}
          {when()}
        </small>
      </span>
    </li>
  )
}

async function openOf(dealId: number): Promise<ActivityAnswer[]> {
  const page = await call("GET /api/v2/activities", {
    query: { deal_id: dealId, done: false, sort_by: "due_date", limit: 20 },
  })
  return page.data
}

async function mark(activity: ActivityAnswer, done: boolean): Promise<void> {
  await call("PATCH /api/v2/activities/{id}", { params: { id: activity.id }, body: { done } })
  if (done) toast(`${short(activity.subject)} is done`, { undo: () => void mark(activity, false).catch(told) })
}

function told(error: unknown): void {
  toast(error instanceof Error ? error.message : "Something went wrong", { kind: "error" })
}
