import { createSignal, For, Match, Show, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import { Badge } from "../ui/badge.tsx"
import { Button } from "../ui/button.tsx"
import { Check } from "../ui/choice.tsx"
import { TextField } from "../ui/field.tsx"
import { IconCheck, IconEdit, IconPlus } from "../ui/icons.ts"
import { Skeleton } from "../ui/state.tsx"
import type { SavedFilter } from "./queries.ts"
import { isEmpty, type View } from "./view.ts"
import { toneOf } from "./words.ts"

type Viewing = { view: View; onView: (change: Partial<View>) => void }

/** People from which on they are searched. */
const MANY = 8

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one]
}

export function OwnersPanel(props: Viewing & { setup: Setup }) {
  const [text, setText] = createSignal("")
  const others = () =>
    props.setup.users.filter(
      (user) => user.id !== props.setup.me.id && user.name.toLowerCase().includes(text().trim().toLowerCase()),
    )
  const turn = (owner: number | "me") => props.onView({ owners: toggled(props.view.owners, owner) })
  return (
    <div data-filter-panel>
      <Show when={props.setup.users.length > MANY}>
        <TextField label="Find a person" quietLabel placeholder="Find a person" value={text()} onValue={setText} />
      </Show>
      <Check label="Everyone" checked={props.view.owners.length === 0} onChecked={() => props.onView({ owners: [] })} />
      <Check
        label={`${props.setup.me.name} (me)`}
        checked={props.view.owners.includes("me")}
        onChecked={() => turn("me")}
      />
      <For each={others()}>
        {(user) => (
          <Check label={user.name} checked={props.view.owners.includes(user.id)} onChecked={() => turn(user.id)} />
        )}
      </For>
    </div>
  )
}

type Label = { id: number; label: string; color: string | null }

export function LabelsPanel(props: Viewing & { labels: readonly Label[] }) {
  return (
    <div data-filter-panel>
      <For each={props.labels}>
        {(label) => (
          <label data-choice>
            <input
              type="checkbox"
              checked={props.view.labels.includes(label.id)}
              onChange={() => props.onView({ labels: toggled(props.view.labels, label.id) })}
            />
            <Badge tone={toneOf(label.color)}>{label.label}</Badge>
          </label>
        )}
      </For>
      <Show when={props.view.labels.length > 0}>
        <Button kind="quiet" size="s" onClick={() => props.onView({ labels: [] })}>
          Any label
        </Button>
      </Show>
    </div>
  )
}

type SavedProps = Viewing & {
  me: number
  filters: readonly SavedFilter[] | undefined
  onBuild: (what: { filter?: SavedFilter; conditions?: FilterConditions | undefined }) => void
}

export function SavedPanel(props: SavedProps) {
  const own = () => props.filters?.filter((filter) => filter.owner_id === props.me) ?? []
  const others = () => props.filters?.filter((filter) => filter.owner_id !== props.me) ?? []
  return (
    <div data-filter-panel>
      <Switch>
        <Match when={props.filters === undefined}>
          <Skeleton height="2rem" />
        </Match>
        <Match when={props.filters?.length === 0}>
          <p data-panel-hint>Filters that you or others save are found here.</p>
        </Match>
        <Match when={true}>
          <SavedList {...props} title="Yours" list={own()} />
          <SavedList {...props} title="Shared by others" list={others()} />
        </Match>
      </Switch>
      <div data-panel-foot>
        <Show when={props.view.filterId !== undefined}>
          <Button kind="quiet" size="s" onClick={() => props.onView({ filterId: undefined })}>
            No filter
          </Button>
        </Show>
        <Button
          kind="quiet"
          size="s"
          icon={<IconPlus />}
          onClick={() => props.onBuild({ conditions: props.view.conditions })}
        >
          {isEmpty(props.view.conditions) ? "New filter" : "Edit conditions"}
        </Button>
      </div>
    </div>
  )
}

function SavedList(props: SavedProps & { title: string; list: readonly SavedFilter[] }) {
  return (
    <Show when={props.list.length > 0}>
      <section>
        <h3 data-panel-title>{props.title}</h3>
        <ul>
          <For each={props.list}>
            {(filter) => (
              <li data-saved>
                <button
                  type="button"
                  data-saved-name
                  aria-pressed={props.view.filterId === filter.id}
                  onClick={() => props.onView({ filterId: filter.id, conditions: undefined })}
                >
                  <span>{filter.name}</span>
                  <Show when={props.view.filterId === filter.id}>
                    <IconCheck />
                  </Show>
                </button>
                <Show when={filter.owner_id === props.me}>
                  <Button
                    kind="quiet"
                    size="s"
                    icon={<IconEdit />}
                    aria-label={`Edit ${filter.name}`}
                    onClick={() => props.onBuild({ filter })}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
