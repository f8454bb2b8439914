import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Match, Show, Switch } from "solid-js"
import type { HeldSet } from "../../shared/api/permission-sets.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { App } from "../../shared/permission.ts"
import { permissionsOf } from "../../shared/permission-set.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconEdit, IconPlus, IconTrash } from "../ui/icons.ts"
import { Failed, Skeleton } from "../ui/state.tsx"
import { Section } from "./section.tsx"
import { SetForm } from "./set-form.tsx"
import { APPS, deleteSet, setsQuery } from "./set-queries.ts"
import { counted } from "./words.ts"

const TEXT = "Of each part someone holds one set, which says what they may do there. Admins hold the admins' sets."

/** What people may do, by sets. */
export function PermissionSets(props: { setup: Setup }) {
  const sets = useQuery<HeldSet[]>(() => setsQuery)
  const known = () => settled(sets)
  const [adding, setAdding] = createSignal(false)
  return (
    <Section
      title="Permission sets"
      text={TEXT}
      add={
        <Button icon={<IconPlus />} onClick={() => setAdding(true)}>
          Add a set
        </Button>
      }
    >
      <Switch>
        <Match when={sets.isError}>
          <Failed error={sets.error} onRetry={() => void sets.refetch()} />
        </Match>
        <Match when={known()} keyed={false}>
          {(all) => (
            <For each={Object.entries(APPS) as [App, string][]}>
              {([app, label]) => <OfApp app={app} label={label} sets={all()} setup={props.setup} />}
            </For>
          )}
        </Match>
        <Match when={true}>
          <Skeleton height="3rem" />
        </Match>
      </Switch>
      <Dialog open={adding()} onOpen={setAdding} title="Add a set">
        <SetForm setup={props.setup} onClose={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function OfApp(props: { app: App; label: string; sets: readonly HeldSet[]; setup: Setup }) {
  const own = () => props.sets.filter((set) => set.app === props.app)
  return (
    <section data-panel aria-labelledby={`app-${props.app}`}>
      <header data-panel-head>
        <h3 id={`app-${props.app}`}>{props.label}</h3>
      </header>
      <ul data-rows aria-label={`Sets of ${props.label}`}>
        <For each={own().map(({ id }) => id)}>
          {(id) => (
            <Show when={own().find((set) => set.id === id)}>{(set) => <SetRow set={set()} setup={props.setup} />}</Show>
          )}
        </For>
      </ul>
    </section>
  )
}

function SetRow(props: { set: HeldSet; setup: Setup }) {
  const [open, setOpen] = createSignal<"edit" | "delete">()
  const opens = (what: "edit" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  const facts = () => {
    const { actions, app, user_ids, type } = props.set
    const granted = type === "admin" ? "everything" : `${actions.length} of ${permissionsOf(app).length} actions`
    return `${counted(user_ids.length, "person", "people")} · ${granted}`
  }
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.set.name}</strong>
        <small>{props.set.description}</small>
        <small class="num">{facts()}</small>
      </div>
      <Show when={props.set.type !== "admin"}>
        <div data-row-acts>
          <Button
            kind="quiet"
            icon={<IconEdit />}
            aria-label={`Edit ${props.set.name}`}
            onClick={() => setOpen("edit")}
          />
          <Show when={props.set.type === "custom"}>
            <Button
              kind="quiet"
              icon={<IconTrash />}
              aria-label={`Delete ${props.set.name}`}
              onClick={() => setOpen("delete")}
            />
          </Show>
        </div>
        <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.set.name}`}>
          <SetForm set={props.set} setup={props.setup} onClose={() => setOpen(undefined)} />
        </Dialog>
        <Confirm
          open={open() === "delete"}
          onOpen={opens("delete")}
          title={`Delete ${props.set.name}?`}
          text="Whoever holds it holds the regular set again."
          action="Delete"
          onConfirm={() => deleteSet(props.set.id)}
        />
      </Show>
    </li>
  )
}
