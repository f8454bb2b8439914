import { createSignal, For, Show } from "solid-js"
import type { DealChange } from "../../shared/api/deal-body.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { IconClose } from "../ui/icons.ts"
import { toast } from "../ui/toast.tsx"
import { ColumnEditor } from "./cell-editor.tsx"
import type { Column } from "./columns.ts"
import { changeOf } from "./editing.ts"
import { changeMany, type Refused } from "./queries.ts"
import { createRunning } from "./running.ts"

type Props = {
  open: boolean
  onOpen: (open: boolean) => void
  setup: Setup
  columns: readonly Column[]
  ids: readonly number[]
  /** Hears which deals could not be changed. */
  onDone: (left: number[]) => void
}

/** Sets fields of many deals to the same. */
export function BulkDrawer(props: Props) {
  const title = () => `Edit ${props.ids.length.toLocaleString("en-US")} ${props.ids.length === 1 ? "deal" : "deals"}`
  return (
    <Drawer open={props.open} onOpen={props.onOpen} title={title()}>
      <BulkForm {...props} />
    </Drawer>
  )
}

type Part = { column: Column; draft: unknown }

function BulkForm(props: Props) {
  const [parts, setParts] = createSignal<readonly Part[]>([])
  const [status, setStatus] = createSignal("")
  const [reason, setReason] = createSignal("")
  const [refused, setRefused] = createSignal<readonly Refused[]>([])
  const form = createForm()
  const work = createRunning()
  const free = () =>
    props.columns.filter(
      (column) => column.edits && column.key !== "title" && !parts().some((part) => part.column.key === column.key),
    )
  const add = (key: string) => {
    const column = free().find((one) => one.key === key)
    if (column !== undefined) setParts([...parts(), { column, draft: column.kind === "labels" ? [] : null }])
  }
  const set = (key: string, draft: unknown) =>
    setParts(parts().map((part) => (part.column.key === key ? { ...part, draft } : part)))
  const nothing = () => parts().length === 0 && status() === ""
  const save = () =>
    form.run(async () => {
      const body = bodyOf(parts(), status(), reason())
      const done = await work.run((signal, told) => changeMany(props.ids, body, signal, told))
      if (done === undefined) return
      if (done.changed.length > 0) toast(`${done.changed.length.toLocaleString("en-US")} deals changed`)
      setRefused(done.refused)
      if (done.refused.length === 0) props.onOpen(false)
      props.onDone(done.refused.map((one) => one.id))
    })
  return (
    <form data-form onSubmit={form.submit(save)}>
      <For each={parts().map((part) => part.column)}>
        {(column) => (
          <div data-dl-part>
            <span data-label>{column.name}</span>
            <ColumnEditor
              column={column}
              setup={props.setup}
              edit={{
                get draft() {
                  return parts().find((part) => part.column.key === column.key)?.draft ?? null
                },
                setDraft: (draft) => set(column.key, draft),
                done: () => undefined,
                cancel: () => undefined,
              }}
            />
            <Button
              kind="quiet"
              icon={<IconClose />}
              aria-label={`Leave ${column.name} as it is`}
              onClick={() => setParts(parts().filter((part) => part.column.key !== column.key))}
            />
          </div>
        )}
      </For>
      <SelectField
        label="Change a field"
        value=""
        onValue={add}
        options={[
          { value: "", label: "Choose a field…" },
          ...free().map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <SelectField
        label="Status"
        value={status()}
        onValue={setStatus}
        error={form.fields()["change.status"]}
        options={[
          { value: "", label: "Leave as it is" },
          { value: "open", label: "Open" },
          { value: "won", label: "Won" },
          { value: "lost", label: "Lost" },
        ]}
      />
      <Show when={status() === "lost"}>
        <TextField label="Lost reason" maxlength="255" value={reason()} onValue={setReason} />
      </Show>
      <Show when={form.problem() ?? Object.values(form.fields()).join(" ")}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Show when={refused().length > 0}>
        <div role="alert" data-problem>
          <p>{refused().length} could not be changed:</p>
          <ul>
            <For each={refused().slice(0, 10)}>{(one) => <li>{`Deal ${one.id}: ${one.error}`}</li>}</For>
          </ul>
        </div>
      </Show>
      <div data-form-foot>
        <Button type="submit" kind="primary" busy={form.busy()} disabled={nothing()}>
          {work.through() === undefined ? "Change" : `${work.through()} of ${props.ids.length}…`}
        </Button>
        <Show
          when={work.through() !== undefined}
          fallback={
            <Button kind="quiet" onClick={() => props.onOpen(false)}>
              Cancel
            </Button>
          }
        >
          <Button kind="quiet" onClick={work.cancel}>
            Stop
          </Button>
        </Show>
      </div>
    </form>
  )
}

function bodyOf(parts: readonly Part[], status: string, reason: string): DealChange {
  const bodies = parts.map(({ column, draft }) => changeOf(column, draft ?? empty(column)).body)
  const custom_fields = Object.assign({}, ...bodies.map((body) => body.custom_fields ?? {}))
  return {
    ...Object.assign({}, ...bodies),
    ...(Object.keys(custom_fields).length > 0 && { custom_fields }),
    ...(status !== "" && { status }),
    ...(status === "lost" && reason.trim() !== "" && { lost_reason: reason.trim() }),
  }
}

/** What a field that was chosen and left empty is set to. */
function empty(column: Column): unknown {
  return column.kind === "money" ? { value: 0, currency: undefined } : null
}
