import { createSignal, Match, Show, Suspense, Switch } from "solid-js"
import { later } from "../app/later.tsx"
import { IconActivities, IconNote, IconPaperclip, IconPhone } from "../ui/icons.ts"
import { Skeleton } from "../ui/state.tsx"
import { Tabs } from "../ui/tabs.tsx"
import { useBones } from "./context.ts"
import { placeOf, WORD } from "./ref.ts"
import "./composer.css"

const ComposeActivity = later(() => import("./composer-activity.tsx").then((part) => part.ComposeActivity))
const ComposeNote = later(() => import("./composer-note.tsx").then((part) => part.ComposeNote))
const ComposeCall = later(() => import("./composer-call.tsx").then((part) => part.ComposeCall))
const ComposeFile = later(() => import("./composer-file.tsx").then((part) => part.ComposeFile))

const TABS = [
  { value: "activity", label: "Activity", icon: IconActivities },
  { value: "note", label: "Note", icon: IconNote },
  { value: "call", label: "Call", icon: IconPhone },
  { value: "file", label: "File", icon: IconPaperclip },
] as const
type Tab = (typeof TABS)[number]["value"]

const PROMPTS: Record<Tab, string> = {
  activity: "Plan a call, a meeting or a task…",
  note: "Write a note…",
  call: "Note how a call went…",
  file: "Add files…",
}

/** Where things are added to a record. It is a line until it is used, and keeps what was begun. */
export function Composer(props: { open?: boolean; onEnd?: () => void }) {
  const bones = useBones()
  const place = () => placeOf(bones.ref())
  const begun = (tab: Tab) => sessionStorage.getItem(`halyard.draft.${place()}.${tab}`) !== null
  const first = TABS.find(({ value }) => begun(value))?.value
  const [tab, setTab] = createSignal<Tab>(first ?? "activity")
  const [open, setOpen] = createSignal(props.open === true || first !== undefined)
  const choose = (next: Tab) => {
    setTab(next)
    setOpen(true)
  }
  let section: HTMLElement | undefined
  const end = (of: Tab) => () => {
    if (tab() !== of) return
    const isHere = document.activeElement === document.body || section?.contains(document.activeElement) === true
    setOpen(props.open === true)
    props.onEnd?.()
    if (isHere) section?.querySelector<HTMLElement>("[data-composer-prompt]")?.focus()
  }
  // the tab that is chosen already opens it, too
  const openByTab = (element: HTMLElement) => {
    section = element
    element.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[role=tab]") !== null) setOpen(true)
    })
  }
  return (
    <section
      ref={openByTab}
      data-composer
      data-open={open() ? "" : undefined}
      aria-label={`Add to this ${WORD[bones.ref().kind]}`}
    >
      <Tabs<Tab> label="What to add" value={tab()} onValue={choose} tabs={TABS}>
        <Show
          when={open()}
          fallback={
            <button type="button" data-composer-prompt onClick={() => setOpen(true)}>
              {PROMPTS[tab()]}
            </button>
          }
        >
          <Suspense fallback={<Skeleton height="8rem" />}>
            <Switch>
              <Match when={tab() === "activity"}>
                <ComposeActivity onEnd={end("activity")} />
              </Match>
              <Match when={tab() === "note"}>
                <ComposeNote onEnd={end("note")} />
              </Match>
              <Match when={tab() === "call"}>
                <ComposeCall onEnd={end("call")} />
              </Match>
              <Match when={tab() === "file"}>
                <ComposeFile />
              </Match>
            </Switch>
          </Suspense>
        </Show>
      </Tabs>
    </section>
  )
}
