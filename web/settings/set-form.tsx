import { createSignal, For, Show } from "solid-js"
import type { HeldSet } from "../../shared/api/permission-sets.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { type App, PERMISSIONS, type Permission } from "../../shared/permission.ts"
import { permissionsOf } from "../../shared/permission-set.ts"
import { createForm } from "../app/form.ts"
import { Check } from "../ui/choice.tsx"
import { SelectField, TextArea, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { APPS, saveSet } from "./set-queries.ts"

const appOf = (value: string): App => (value in APPS ? (value as App) : "global")
const usual = (app: App) => permissionsOf(app).filter((name) => PERMISSIONS[name].regular)

/** A set: what it grants, and, of one that was added, who holds it. */
export function SetForm(props: { set?: HeldSet; setup: Setup; onClose: () => void }) {
  const [app, setApp] = createSignal<App>(props.set?.app ?? "sales")
  const [name, setName] = createSignal(props.set?.name ?? "")
  const [description, setDescription] = createSignal(props.set?.description ?? "")
  const [actions, setActions] = createSignal<readonly Permission[]>(props.set?.actions ?? usual(app()))
  const regular = () => props.setup.users.filter((user) => user.role === "regular")
  const [people, setPeople] = createSignal(regular().filter(({ id }) => props.set?.user_ids.includes(id)))
  const form = createForm()
  const save = () =>
    form.run(async () => {
      await saveSet(props.set, {
        app: app(),
        name: name().trim(),
        description: description().trim(),
        actions: [...actions()],
        userIds: people().map(({ id }) => id),
      })
      props.onClose()
    })
  const choose = (value: string) => {
    setApp(appOf(value))
    setActions(usual(app()))
  }
  const tick = (action: Permission, on: boolean) =>
    setActions((all) => (on ? [...all, action] : all.filter((one) => one !== action)))
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.set === undefined ? "Add set" : "Save"}
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="120" />
      <TextArea
        label="Description"
        value={description()}
        onValue={setDescription}
        error={form.fields().description}
        maxlength="500"
      />
      <Show when={props.set === undefined}>
        <SelectField
          label="Part"
          value={app()}
          onValue={choose}
          options={Object.entries(APPS).map(([value, label]) => ({ value, label }))}
        />
      </Show>
      <fieldset data-ticks>
        <legend data-label>Whoever holds it may</legend>
        <For each={permissionsOf(app())}>
          {(action) => (
            <Check
              label={PERMISSIONS[action].label}
              checked={actions().includes(action)}
              onChecked={(on) => tick(action, on)}
            />
          )}
        </For>
      </fieldset>
      <Show when={props.set?.type !== "regular"}>
        <MultiSelect
          label="People"
          hint="They hold it in place of the regular set. Admins may do everything anyway."
          options={regular()}
          value={people()}
          onValue={setPeople}
          keyOf={({ id }) => String(id)}
          labelOf={(user) => user.name}
          error={form.fields().user_id}
        />
      </Show>
    </Form>
  )
}
