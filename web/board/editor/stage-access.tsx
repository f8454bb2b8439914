import { createSignal, For } from "solid-js"
import type { Access, StageAnswer } from "../../../shared/api/pipelines.ts"
import type { Setup } from "../../../shared/api/workspaces.ts"
import { call } from "../../app/client.ts"
import { createForm } from "../../app/form.ts"
import { saved } from "../../app/saved.ts"
import { Dialog } from "../../ui/dialog.tsx"
import { Form } from "../../ui/form.tsx"
import { MultiSelect } from "../../ui/multi-select.tsx"

type Right = keyof Access
/** A group or a person, as both are chosen from one list. */
type Someone = { of: "group" | "user"; id: number; name: string }

const RIGHTS: readonly [Right, string][] = [
  ["see", "See the stage and its deals"],
  ["move_in", "Move deals into it"],
  ["move_out", "Move deals out of it"],
  ["edit", "Edit deals in it"],
]

/** Who may do what with the deals of a stage. */
export function StageAccess(props: { stage: StageAnswer; setup: Setup; onClose: () => void }) {
  const everyone = (): Someone[] => [
    ...props.setup.groups.map(({ id, name }) => ({ of: "group" as const, id, name })),
    ...props.setup.users.map(({ id, name }) => ({ of: "user" as const, id, name })),
  ]
  const chosen = (right: Right) => {
    const some = props.stage.access?.[right]
    const isIn = ({ of, id }: Someone) => (of === "group" ? some?.group_ids : some?.user_ids)?.includes(id)
    return everyone().filter(isIn)
  }
  const [access, setAccess] = createSignal<Record<Right, Someone[]>>({
    see: chosen("see"),
    move_in: chosen("move_in"),
    move_out: chosen("move_out"),
    edit: chosen("edit"),
  })
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const body = { access: Object.fromEntries(RIGHTS.map(([right]) => [right, someIn(access()[right])])) }
      await saved(call("PATCH /api/v2/stages/{id}", { params: { id: props.stage.id }, body }))
      props.onClose()
    })
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title={`Who may use ${props.stage.name}`}>
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem()}
        busy={form.busy()}
        action="Save"
        onCancel={props.onClose}
      >
        <For each={RIGHTS}>
          {([right, label]) => (
            <MultiSelect
              label={label}
              placeholder="Everyone"
              options={everyone()}
              value={access()[right]}
              onValue={(some) => setAccess((all) => ({ ...all, [right]: some }))}
              keyOf={({ of, id }) => `${of} ${id}`}
              labelOf={({ name }) => name}
              noteOf={({ of }) => (of === "group" ? "Group" : undefined)}
            />
          )}
        </For>
        <p data-note>Where nobody is named, it is everyone's. Admins may always do all of it.</p>
      </Form>
    </Dialog>
  )
}

function someIn(all: readonly Someone[]) {
  if (all.length === 0) return null
  const ids = (wanted: Someone["of"]) => all.filter(({ of }) => of === wanted).map(({ id }) => id)
  return { group_ids: ids("group"), user_ids: ids("user") }
}
