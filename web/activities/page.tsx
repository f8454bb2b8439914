import { createSignal, Show, Suspense } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { addDays } from "../../shared/day.ts"
import { later } from "../app/later.tsx"
import { useShortcut } from "../app/shortcuts.ts"
import { type Asked, ScopeQuestion } from "../repeat/scope-question.tsx"
import { Button } from "../ui/button.tsx"
import { IconCalendar, IconList, IconPlus } from "../ui/icons.ts"
import { createDesk, DeskContext } from "./desk.ts"
import { type ActivityDraft, NEXT_IN, nextAfter } from "./draft.ts"
import { ActivityDrawer, type Opened } from "./drawer.tsx"
import { ActivityList } from "./list.tsx"
import { followNames } from "./names.ts"
import { OwnerFilter } from "./owner-filter.tsx"
import { followActivities } from "./queries.ts"
import { Segments } from "./segments.tsx"
import { createViewState, type View } from "./view-state.ts"
import "./activities.css"

const Calendar = later(() => import("./calendar.tsx").then((page) => page.Calendar))

const VIEWS = [
  { value: "list", label: "List", icon: IconList },
  { value: "calendar", label: "Calendar", icon: IconCalendar },
] as const

/** What is to be done and what was, as a list and as a calendar. */
export function ActivitiesPage() {
  const [opened, setOpened] = createSignal<Opened>()
  const [asked, setAsked] = createSignal<Asked>()
  const create = (given: Partial<ActivityDraft>, title = "Add activity") => setOpened({ given, title })
  const desk = createDesk({
    open: (id) => state.setActivity(id),
    create,
    next: (after: ActivityAnswer) => create(nextAfter(after, addDays(desk.today(), NEXT_IN)), "What is next?"),
    ask: setAsked,
  })
  const state = createViewState(() => desk.setup()?.me.id, desk.today)
  followActivities()
  followNames()
  useShortcut("c", () => create({}), { name: "Add an activity", group: "Activities" })
  useShortcut("v", () => state.setView(state.view() === "list" ? "calendar" : "list"), {
    name: "List or calendar",
    group: "Activities",
  })
  const close = () => {
    setOpened(undefined)
    if (state.activity() !== undefined) state.setActivity(undefined)
  }
  return (
    <DeskContext.Provider value={desk}>
      <div data-activities-page>
        <header data-activities-head>
          <h1>Activities</h1>
          <Segments label="View" value={state.view()} options={VIEWS} onValue={(view: View) => state.setView(view)} />
          <div data-activities-acts>
            <OwnerFilter value={state.owners()} onValue={state.setOwners} colored={state.view() === "calendar"} />
            <Button kind="primary" icon={<IconPlus />} onClick={() => create({})}>
              Activity
            </Button>
          </div>
        </header>
        <Suspense fallback={<div />}>
          <Show when={desk.setup()}>
            <Show when={state.view() === "list"} fallback={<Calendar state={state} />}>
              <ActivityList state={state} />
            </Show>
          </Show>
        </Suspense>
      </div>
      <ScopeQuestion asked={asked()} onClose={() => setAsked(undefined)} />
      <ActivityDrawer id={state.activity()} opened={opened()} onClose={close} />
    </DeskContext.Provider>
  )
}
