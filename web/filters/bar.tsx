import { createMemo, createSignal, lazy, Show, Suspense } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import { IconChevronDown, IconFilter } from "../ui/icons.ts"
import { Popover } from "../ui/popover.tsx"
import { type SavedFilter, useFilters } from "./queries.ts"
import { isEmpty, type View } from "./view.ts"
import "./filters.css"

const Owners = lazy(() => import("./panels.tsx").then((chunk) => ({ default: chunk.OwnersPanel })))
const Labels = lazy(() => import("./panels.tsx").then((chunk) => ({ default: chunk.LabelsPanel })))
const Saved = lazy(() => import("./panels.tsx").then((chunk) => ({ default: chunk.SavedPanel })))
const Builder = lazy(() => import("./builder.tsx").then((chunk) => ({ default: chunk.FilterBuilder })))

type Props = { setup: Setup; view: View; onView: (change: Partial<View>) => void }
type Building = { filter?: SavedFilter; conditions?: FilterConditions | undefined }

/** Whose deals, with which labels, meeting which conditions. */
export function FilterBar(props: Props) {
  const [open, setOpen] = createSignal<"owners" | "labels" | "saved">()
  const [building, setBuilding] = createSignal<Building>()
  const { filters } = useFilters(() => props.view.filterId !== undefined || open() === "saved")
  const opens = (what: "owners" | "labels" | "saved") => (is: boolean) =>
    setOpen((now) => (is ? what : now === what ? undefined : now))
  const labels = createMemo(
    () => props.setup.fields.find((field) => field.of === "deal" && !field.is_custom_field)?.options ?? [],
  )
  const owners = () => {
    const [first] = props.view.owners
    if (first === undefined) return "Everyone"
    if (props.view.owners.length > 1) return `${props.view.owners.length} owners`
    return first === "me" ? "My deals" : (props.setup.users.find((user) => user.id === first)?.name ?? "Owner")
  }
  const chosen = () => {
    const [first] = props.view.labels
    if (first === undefined) return "Labels"
    if (props.view.labels.length > 1) return `${props.view.labels.length} labels`
    return labels().find((label) => label.id === first)?.label ?? "Label"
  }
  const saved = () => filters()?.find((filter) => filter.id === props.view.filterId)
  const build = (what: Building) => {
    setOpen(undefined)
    setBuilding(what)
  }
  return (
    <div data-filter-bar>
      <Popover
        label={`Owners: ${owners()}`}
        open={open() === "owners"}
        onOpen={opens("owners")}
        class="filter"
        trigger={<Trigger text={owners()} on={props.view.owners.length > 0} />}
      >
        <Suspense>
          <Owners setup={props.setup} view={props.view} onView={props.onView} />
        </Suspense>
      </Popover>
      <Show when={labels().length > 0}>
        <Popover
          label={`Labels: ${props.view.labels.length > 0 ? chosen() : "any"}`}
          open={open() === "labels"}
          onOpen={opens("labels")}
          class="filter"
          trigger={<Trigger text={chosen()} on={props.view.labels.length > 0} />}
        >
          <Suspense>
            <Labels labels={labels()} view={props.view} onView={props.onView} />
          </Suspense>
        </Popover>
      </Show>
      <Popover
        label={`Filter: ${saved()?.name ?? (isEmpty(props.view.conditions) ? "none" : "unsaved conditions")}`}
        open={open() === "saved"}
        onOpen={opens("saved")}
        class="filter"
        trigger={
          <>
            <IconFilter />
            <Trigger
              text={saved()?.name ?? "Filter"}
              on={props.view.filterId !== undefined || !isEmpty(props.view.conditions)}
            />
          </>
        }
      >
        <Suspense>
          <Saved
            me={props.setup.me.id}
            filters={filters()}
            view={props.view}
            onView={(change) => {
              setOpen(undefined)
              props.onView(change)
            }}
            onBuild={build}
          />
        </Suspense>
      </Popover>
      <Show when={building()} keyed>
        {(what) => (
          <Suspense>
            <Builder
              setup={props.setup}
              filter={what.filter}
              conditions={what.conditions}
              onApply={(change) => props.onView(change)}
              onClose={() => setBuilding(undefined)}
            />
          </Suspense>
        )}
      </Show>
    </div>
  )
}

function Trigger(props: { text: string; on: boolean }) {
  return (
    <>
      <span data-on={props.on ? "" : undefined}>{props.text}</span>
      <IconChevronDown />
    </>
  )
}
