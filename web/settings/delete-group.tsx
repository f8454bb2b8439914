import { createSignal, Show } from "solid-js"
import type { GroupInTree } from "../../shared/api/visibility-groups.ts"
import { createForm } from "../app/form.ts"
import { SelectField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { deleteGroup } from "./group-queries.ts"
import { counted } from "./words.ts"

/** Asks where a group's people go before it does. */
export function DeleteGroup(props: { group: GroupInTree; groups: readonly GroupInTree[]; onClose: () => void }) {
  const others = () => props.groups.filter(({ id }) => id !== props.group.id)
  const [to, setTo] = createSignal(String(others().find((one) => one.is_default)?.id ?? 1))
  const form = createForm()
  const remove = () =>
    form.run(async () => {
      await deleteGroup(props.group.id, Number(to()))
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(remove)}
      problem={form.problem()}
      busy={form.busy()}
      action="Delete group"
      onCancel={props.onClose}
    >
      <Show when={props.group.user_ids.length > 0} fallback={<p>Nobody is in it. Groups under it move up.</p>}>
        <p>Groups under it move up. It has {counted(props.group.user_ids.length, "person", "people")}.</p>
        <SelectField
          label="Move its people to"
          value={to()}
          onValue={setTo}
          options={others().map(({ id, name }) => ({ value: String(id), label: name }))}
          error={form.fields().to_role_id}
        />
      </Show>
    </Form>
  )
}
