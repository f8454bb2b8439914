import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Match, Show, Switch } from "solid-js"
import type { GroupInTree } from "../../shared/api/visibility-groups.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconEdit, IconPlus, IconTrash } from "../ui/icons.ts"
import { Failed } from "../ui/state.tsx"
import { DeleteGroup } from "./delete-group.tsx"
import { GroupForm } from "./group-form.tsx"
import { groupsQuery, inTree } from "./group-queries.ts"
import { Section, WaitingRow } from "./section.tsx"
import { counted } from "./words.ts"

const TEXT =
  "Everyone is in one group. A record is for its owner, their group, that and the groups under it, or everyone; the groups above its owner's see it too."

/** The tree of groups that decides who sees what. */
export function Groups(props: { setup: Setup }) {
  const groups = useQuery<GroupInTree[]>(() => groupsQuery)
  const known = () => {
    const all = settled(groups)
    return all === undefined ? undefined : inTree(all)
  }
  const [adding, setAdding] = createSignal(false)
  return (
    <Section
      title="Visibility groups"
      text={TEXT}
      add={
        <Button icon={<IconPlus />} disabled={known() === undefined} onClick={() => setAdding(true)}>
          Add a group
        </Button>
      }
    >
      <Switch>
        <Match when={groups.isError}>
          <Failed error={groups.error} onRetry={() => void groups.refetch()} />
        </Match>
        <Match when={true}>
          <ul data-panel data-rows aria-label="Visibility groups">
            <Show when={known()} fallback={<WaitingRow />}>
              {(all) => (
                <For each={all().map(({ id }) => id)}>
                  {(id) => (
                    <Show when={all().find((one) => one.id === id)}>
                      {(group) => <GroupRow group={group()} groups={all()} setup={props.setup} />}
                    </Show>
                  )}
                </For>
              )}
            </Show>
          </ul>
        </Match>
      </Switch>
      <Dialog open={adding()} onOpen={setAdding} title="Add a group">
        <GroupForm groups={known() ?? []} setup={props.setup} onClose={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function GroupRow(props: { group: GroupInTree; groups: readonly GroupInTree[]; setup: Setup }) {
  const [open, setOpen] = createSignal<"edit" | "delete">()
  const opens = (what: "edit" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  const close = () => setOpen(undefined)
  const facts = () => {
    const { user_ids, hidden_pipeline_ids: hidden, parent_id } = props.group
    const above = props.groups.find(({ id }) => id === parent_id)
    return [
      counted(user_ids.length, "person", "people"),
      ...(above === undefined ? [] : [`under ${above.name}`]),
      ...(hidden.length === 0 ? [] : [`${counted(hidden.length, "pipeline")} hidden`]),
    ].join(" · ")
  }
  return (
    <li data-row data-group style={{ "--level": Math.min(props.group.level, 6) - 1 }}>
      <div data-row-main>
        <strong>{props.group.name}</strong>
        <small>{facts()}</small>
      </div>
      <div data-row-acts>
        <Button
          kind="quiet"
          icon={<IconEdit />}
          aria-label={`Edit ${props.group.name}`}
          onClick={() => setOpen("edit")}
        />
        <Show when={!props.group.is_default}>
          <Button
            kind="quiet"
            icon={<IconTrash />}
            aria-label={`Delete ${props.group.name}`}
            onClick={() => setOpen("delete")}
          />
        </Show>
      </div>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.group.name}`}>
        <GroupForm group={props.group} groups={props.groups} setup={props.setup} onClose={close} />
      </Dialog>
      <Dialog open={open() === "delete"} onOpen={opens("delete")} title={`Delete ${props.group.name}?`}>
        <DeleteGroup group={props.group} groups={props.groups} onClose={close} />
      </Dialog>
    </li>
  )
}
