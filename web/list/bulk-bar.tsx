import { createSignal, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { refusal } from "../board/rights.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { IconClose, IconEdit, IconTrash } from "../ui/icons.ts"
import { BulkDrawer } from "./bulk-drawer.tsx"
import type { Column } from "./columns.ts"
import { type Asked, eachRow, removeMany } from "./queries.ts"
import { createRunning } from "./running.ts"

type Props = {
  setup: Setup
  columns: readonly Column[]
  asked: Asked
  chosen: ReadonlySet<number>
  /** How many there are, loaded or not. */
  count: number
  onChosen: (chosen: ReadonlySet<number>) => void
}

const ANY = { stage_id: 0 }

/** What is done to all deals that are chosen. */
export function BulkBar(props: Props) {
  const [editing, setEditing] = createSignal(false)
  const [deleting, setDeleting] = createSignal(false)
  const finding = createRunning()
  const ids = () => [...props.chosen]
  // of each deal the server asks its stage as well; one request changes them, however many they are
  const off = (act: "edit" | "delete") => refusal(props.setup, [ANY, ANY], act)
  const all = async () => {
    const found = new Set<number>()
    const done = await finding.run(async (signal, told) => {
      await eachRow(props.asked, signal, (rows) => {
        for (const row of rows) found.add(row.id)
        told(found.size)
      })
      return true
    })
    if (done === true) props.onChosen(found)
  }
  const many = () => `${props.chosen.size.toLocaleString("en-US")} ${props.chosen.size === 1 ? "deal" : "deals"}`
  const remove = async () => {
    const refused = await removeMany(ids(), () => undefined)
    props.onChosen(new Set(refused.map((one) => one.id)))
    if (refused[0] !== undefined) throw new Error(`${refused.length} were not deleted. ${refused[0].error}`)
  }
  return (
    <section data-dl-bulk data-at-foot="" aria-label="Chosen deals">
      <p role="status">
        <Show when={finding.through() !== undefined} fallback={`${many()} chosen`}>
          Choosing… {finding.through()}
        </Show>
      </p>
      <Show when={props.count > props.chosen.size && finding.through() === undefined}>
        <Button kind="quiet" size="s" onClick={() => void all()}>
          Choose all {props.count.toLocaleString("en-US")}
        </Button>
      </Show>
      <Button
        icon={<IconEdit />}
        disabled={off("edit") !== undefined}
        title={off("edit")}
        onClick={() => setEditing(true)}
      >
        Edit
      </Button>
      <Button
        kind="danger"
        icon={<IconTrash />}
        disabled={off("delete") !== undefined}
        title={off("delete")}
        onClick={() => setDeleting(true)}
      >
        Delete
      </Button>
      <Button
        kind="quiet"
        icon={<IconClose />}
        aria-label="Choose none"
        onClick={() => props.onChosen(new Set<number>())}
      />
      <BulkDrawer
        open={editing()}
        onOpen={setEditing}
        setup={props.setup}
        columns={props.columns}
        ids={ids()}
        onDone={(left) => props.onChosen(new Set(left))}
      />
      <Confirm
        open={deleting()}
        onOpen={setDeleting}
        title={`Delete ${many()}?`}
        text="They go to the trash, where they stay for 30 days."
        action="Delete"
        onConfirm={remove}
      />
    </section>
  )
}
