import { createMemo, createSignal, type JSX, Show, Suspense } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import { later, laterOver } from "../app/later.tsx"
import { IconChevronDown, IconFilter } from "../ui/icons.ts"
import { Popover } from "../ui/popover.tsx"
import { type SavedFilter, useFilters } from "./queries.ts"
import { isEmpty, type View } from "./view.ts"
import "./filters.css"

const Owners = later(() => import("./panels.tsx").then((chunk) => chunk.OwnersPanel))
const Labels = later(() => import("./panels.tsx").then((chunk) => chunk.LabelsPanel))
const Saved = later(() => import("./panels.tsx").then((chunk) => chunk.SavedPanel))
const Builder = laterOver(() => import("./builder.tsx").then((chunk) => chunk.FilterBuilder))

type Props = { setup: Setup; view: View; onView: (change: Partial<View>) => void }
type Building = { filter?: SavedFilter; conditions?: FilterConditions | undefined }

/** Whose deals, with which labels, meeting which conditions. */
export function FilterBar(props: Props) {
  const [building, setBuilding] = createSignal<Building>()
  const labels = createMemo(
    () => props.setup.fields.find((field) => field.of === "deal" && !field.is_custom_field)?.options ?? [],
  )
  const owner = () => {
    const [first] = props.view.owners
    if (first === "me") return "My deals"
    return props.setup.users.find((user) => user.id === first)?.name ?? "Owner"
  }
  const owners = () => summary(props.view.owners.length, "Everyone", owner(), "owners")
  const label = () => labels().find((one) => one.id === props.view.labels[0])?.label ?? "Label"
  const chosen = () => summary(props.view.labels.length, "Labels", label(), "labels")
  return (
    <div data-filter-bar>
      <Part label={`Owners: ${owners()}`} text={owners()} on={props.view.owners.length > 0}>
        <Owners setup={props.setup} view={props.view} onView={props.onView} />
      </Part>
      <Show when={labels().length > 0}>
        <Part
          label={`Labels: ${props.view.labels.length > 0 ? chosen() : "any"}`}
          text={chosen()}
          on={props.view.labels.length > 0}
        >
          <Labels labels={labels()} view={props.view} onView={props.onView} />
        </Part>
      </Show>
      <SavedPart {...props} onBuild={setBuilding} />
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

function summary(count: number, none: string, one: string, many: string): string {
  if (count === 0) return none
  return count === 1 ? one : `${count} ${many}`
}

/** The saved filters and the way to new ones. */
function SavedPart(props: Props & { onBuild: (what: Building) => void }) {
  const [open, setOpen] = createSignal(false)
  const { filters } = useFilters(() => props.view.filterId !== undefined || open())
  const saved = () => filters()?.find((filter) => filter.id === props.view.filterId)
  const unsaved = () => !isEmpty(props.view.conditions)
  return (
    <Part
      label={`Filter: ${saved()?.name ?? (unsaved() ? "unsaved conditions" : "none")}`}
      icon={<IconFilter />}
      text={saved()?.name ?? "Filter"}
      on={props.view.filterId !== undefined || unsaved()}
      open={open()}
      onOpen={setOpen}
    >
      <Saved
        me={props.setup.me.id}
        filters={filters()}
        view={props.view}
        onView={(change) => {
          setOpen(false)
          props.onView(change)
        }}
        onBuild={(what) => {
          setOpen(false)
          props.onBuild(what)
        }}
      />
    </Part>
  )
}

type PartProps = {
  label: string
  text: string
  /** It leaves something out. */
  on: boolean
  icon?: JSX.Element
  open?: boolean
  onOpen?: (open: boolean) => void
  children: JSX.Element
}

function Part(props: PartProps) {
  const [own, setOwn] = createSignal(false)
  return (
    <Popover
      label={props.label}
      open={props.open ?? own()}
      onOpen={(open) => {
        setOwn(open)
        props.onOpen?.(open)
      }}
      class="filter"
      trigger={
        <>
          {props.icon}
          <span data-on={props.on ? "" : undefined}>{props.text}</span>
          <IconChevronDown />
        </>
      }
    >
      <Suspense>{props.children}</Suspense>
    </Popover>
  )
}
