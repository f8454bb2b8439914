import { createSignal, For } from "solid-js"
import type { GroupInTree } from "../../shared/api/visibility-groups.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { VisibleTo } from "../../shared/permission.ts"
import type { Choosable } from "../../shared/record.ts"
import { createForm } from "../app/form.ts"
import { Check } from "../ui/choice.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { placesFor, saveGroup, type Wanted } from "./group-queries.ts"

type Props = { group?: GroupInTree; groups: readonly GroupInTree[]; setup: Setup; onClose: () => void }

const TOP = "top"
const KINDS: readonly [Choosable, string][] = [
  ["deal", "Deals"],
  ["lead", "Leads"],
  ["person", "Persons"],
  ["organization", "Organizations"],
  ["product", "Products"],
]
const LEVELS = [
  { value: "1", label: "The owner only" },
  { value: "3", label: "The owner's group" },
  { value: "5", label: "The owner's group and those under it" },
  { value: "7", label: "Everyone" },
]
const levelOf = (value: string): VisibleTo => ([1, 3, 5, 7] as const).find((one) => String(one) === value) ?? 3

/** A group: its place in the tree, its people, whom what they add is for, and the pipelines they see. */
export function GroupForm(props: Props) {
  const [name, setName] = createSignal(props.group?.name ?? "")
  const [parent, setParent] = createSignal(String(props.group?.parent_id ?? TOP))
  const [people, setPeople] = createSignal(props.setup.users.filter(({ id }) => props.group?.user_ids.includes(id)))
  const [defaults, setDefaults] = createSignal<Wanted["defaults"]>(props.group?.defaults ?? {})
  const [hidden, setHidden] = createSignal<readonly number[]>(props.group?.hidden_pipeline_ids ?? [])
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await saveGroup(props.group, {
        name: name().trim(),
        parentId: parent() === TOP ? null : Number(parent()),
        userIds: people().map(({ id }) => id),
        defaults: defaults(),
        hiddenPipelineIds: hidden(),
      })
      props.onClose()
    })
  const show = (id: number, shown: boolean) =>
    setHidden((all) => (shown ? all.filter((one) => one !== id) : [...all, id]))
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.group === undefined ? "Add group" : "Save"}
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="120" />
      <SelectField
        label="Under"
        value={parent()}
        onValue={setParent}
        options={[
          { value: TOP, label: "No group" },
          ...placesFor(props.groups, props.group).map((one) => ({ value: String(one.id), label: one.name })),
        ]}
        error={form.fields().parent_role_id}
      />
      <MultiSelect
        label="People"
        hint="Whoever is put here leaves the group they are in; whoever is taken out goes to the default group."
        options={props.setup.users}
        value={people()}
        onValue={setPeople}
        keyOf={({ id }) => String(id)}
        labelOf={(user) => user.name}
        error={form.fields().user_id}
      />
      <fieldset data-ticks>
        <legend data-label>Who sees what its people add</legend>
        <For each={KINDS}>
          {([kind, label]) => (
            <SelectField
              label={label}
              value={String(defaults()[kind] ?? 3)}
              onValue={(value) => setDefaults((all) => ({ ...all, [kind]: levelOf(value) }))}
              options={LEVELS}
            />
          )}
        </For>
      </fieldset>
      <fieldset data-ticks>
        <legend data-label>Pipelines it sees</legend>
        <For each={props.setup.pipelines}>
          {(pipeline) => (
            <Check
              label={pipeline.name}
              checked={!hidden().includes(pipeline.id)}
              onChecked={(shown) => show(pipeline.id, shown)}
            />
          )}
        </For>
      </fieldset>
    </Form>
  )
}
