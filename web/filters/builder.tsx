import { createMemo, createSignal, For, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { TextField } from "../ui/field.tsx"
import { IconPlus, IconTrash } from "../ui/icons.ts"
import { Switch } from "../ui/switch.tsx"
import { short, toast } from "../ui/toast.tsx"
import { ConditionRow } from "./condition-row.tsx"
import { conditionsOf, type Group, lackOf, newRow, type Row, rowsOf } from "./draft.ts"
import { filterFields } from "./fields.ts"
import { deleteFilter, type SavedFilter, saveFilter } from "./queries.ts"
import { isEmpty, type View } from "./view.ts"
import "../ui/form.css"

/** Conditions of one filter. */
const MOST = 16

const GROUPS: readonly { group: Group; title: string }[] = [
  { group: "all", title: "All of these hold" },
  { group: "any", title: "And at least one of these" },
]

type Props = {
  setup: Setup
  /** A saved filter to edit. */
  filter?: SavedFilter | undefined
  /** Conditions to begin with. */
  conditions?: FilterConditions | undefined
  onApply: (change: Partial<View>) => void
  onClose: () => void
}

/** Puts together what deals are filtered by; shows them, or keeps the filter by a name. */
export function FilterBuilder(props: Props) {
  const it = createBuilding(props)
  const { form } = it
  return (
    <Dialog
      open
      wide
      onOpen={(open) => !open && props.onClose()}
      title={props.filter === undefined ? "Filter deals" : `Edit ${props.filter.name}`}
    >
      <form data-form data-builder onSubmit={form.submit(it.save)}>
        <For each={GROUPS}>{({ group, title }) => <ConditionGroup it={it} group={group} title={title} />}</For>
        <Show when={it.rows().length >= MOST}>
          <p data-note>A filter has at most {MOST} conditions.</p>
        </Show>
        <div data-builder-save>
          <TextField
            label="Name"
            hint="To keep this filter."
            value={it.name()}
            onValue={it.setName}
            error={form.fields().name}
            maxlength="255"
          />
          <Switch label="Share with everyone" checked={it.shared()} onChecked={it.setShared} />
        </div>
        <Show when={form.problem() ?? otherProblem(form.fields())}>
          {(text) => (
            <p data-problem role="alert">
              {text()}
            </p>
          )}
        </Show>
        <div data-form-foot>
          <Button kind="primary" onClick={it.show}>
            Show deals
          </Button>
          <Button type="submit" busy={form.busy()}>
            Save filter
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            Cancel
          </Button>
          <Show when={props.filter}>
            {(filter) => <DeleteFilter filter={filter()} onApply={props.onApply} onClose={props.onClose} />}
          </Show>
        </div>
      </form>
    </Dialog>
  )
}

type Building = ReturnType<typeof createBuilding>

function createBuilding(props: Props) {
  const fields = createMemo(() => filterFields(props.setup))
  const [rows, setRows] = createSignal<readonly Row[]>(begun(props, fields()[1] ?? fields()[0]))
  const [name, setName] = createSignal(props.filter?.name ?? "")
  const [shared, setShared] = createSignal(props.filter?.shared ?? false)
  const [tried, setTried] = createSignal(false)
  const form = createForm()
  const complete = () => {
    setTried(true)
    return rows().every((row) => lackOf(row, fields()) === undefined)
  }
  const show = () => {
    if (!complete()) return
    const conditions = conditionsOf(rows(), fields())
    props.onApply({ conditions: isEmpty(conditions) ? undefined : conditions, filterId: undefined })
    props.onClose()
  }
  const save = () =>
    form.run(async () => {
      if (!complete()) return
      const conditions = conditionsOf(rows(), fields())
      const saved = await saveFilter(props.filter?.id, { name: name().trim(), shared: shared(), conditions })
      props.onApply({ filterId: saved.id, conditions: undefined })
      toast(`Filter ${short(saved.name)} saved`)
      props.onClose()
    })
  return { fields, rows, setRows, name, setName, shared, setShared, tried, form, show, save }
}

function ConditionGroup(props: { it: Building; group: Group; title: string }) {
  const { rows, setRows, fields, tried } = props.it
  const find = (id: number) => rows().find((row) => row.id === id)
  const own = () => rows().filter((row) => row.group === props.group)
  const add = () => {
    const [first] = fields()
    if (first !== undefined) setRows([...rows(), newRow(props.group, first)])
  }
  return (
    <fieldset data-group>
      <legend>{props.title}</legend>
      <For each={own().map((row) => row.id)}>
        {(id, at) => (
          <Show when={find(id)}>
            {(row) => (
              <ConditionRow
                row={row()}
                name={`${props.group === "all" ? "Condition" : "Alternative"} ${at() + 1}`}
                fields={fields()}
                error={tried() ? lackOf(row(), fields()) : undefined}
                onRow={(next) => setRows(rows().map((one) => (one.id === id ? next : one)))}
                onRemove={() => setRows(rows().filter((one) => one.id !== id))}
              />
            )}
          </Show>
        )}
      </For>
      <Button kind="quiet" size="s" icon={<IconPlus />} disabled={rows().length >= MOST} onClick={add}>
        {props.group === "all" ? "Add a condition" : "Add an alternative"}
      </Button>
    </fieldset>
  )
}

function begun({ filter, conditions }: Props, first: ReturnType<typeof filterFields>[number] | undefined): Row[] {
  const rows = rowsOf(filter?.conditions ?? conditions)
  return rows.length > 0 || first === undefined ? rows : [newRow("all", first)]
}

/** What the server says of anything but the name. */
function otherProblem(fields: Record<string, string>): string | undefined {
  const others = Object.entries(fields).filter(([field]) => field !== "name")
  return others.length === 0 ? undefined : others.map(([, why]) => why).join(" ")
}

type DeleteProps = { filter: SavedFilter; onApply: (change: Partial<View>) => void; onClose: () => void }

function DeleteFilter(props: DeleteProps) {
  const [busy, setBusy] = createSignal(false)
  const remove = async () => {
    const { id, name, shared, conditions } = props.filter
    setBusy(true)
    try {
      await deleteFilter(id)
      props.onApply({ filterId: undefined })
      toast(`Filter ${short(name)} deleted`, { undo: () => void saveFilter(undefined, { name, shared, conditions }) })
      props.onClose()
    } catch (error) {
      toast(error instanceof Error ? error.message : "The filter was not deleted", { kind: "error" })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind="danger" icon={<IconTrash />} busy={busy()} onClick={() => void remove()}>
      Delete filter
    </Button>
  )
}
