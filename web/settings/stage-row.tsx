import { createEffect, createSignal, Show } from "solid-js"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { saved } from "../app/saved.ts"
import { placeStage } from "../pipelines/stages.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconDown, IconEdit, IconTrash, IconUp } from "../ui/icons.ts"
import { StageForm } from "./stage-form.tsx"

type Props = { stage: StageAnswer; setup: Setup; place: number; count: number; edits: boolean }

export function StageRow(props: Props) {
  const facts = () => {
    const { deal_probability, is_deal_rot_enabled, days_to_rotten } = props.stage
    const rots = is_deal_rot_enabled && days_to_rotten !== null ? ` · rots after ${days_to_rotten} days` : ""
    return `${deal_probability} %${rots}`
  }
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.stage.name}</strong>
        <small class="num">{facts()}</small>
      </div>
      <Show when={props.edits}>
        <Commands {...props} />
      </Show>
    </li>
  )
}

function Commands(props: Props) {
  const [open, setOpen] = createSignal<"edit" | "delete">()
  const opens = (what: "edit" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  return (
    <div data-row-acts>
      <Mover {...props} by={-1} />
      <Mover {...props} by={1} />
      <Button
        kind="quiet"
        icon={<IconEdit />}
        aria-label={`Edit ${props.stage.name}`}
        onClick={() => setOpen("edit")}
      />
      <Button
        kind="quiet"
        icon={<IconTrash />}
        aria-label={`Delete ${props.stage.name}`}
        onClick={() => setOpen("delete")}
      />
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.stage.name}`}>
        <StageForm pipelineId={props.stage.pipeline_id} stage={props.stage} onClose={() => setOpen(undefined)} />
      </Dialog>
      <Confirm
        open={open() === "delete"}
        onOpen={opens("delete")}
        title={`Delete ${props.stage.name}?`}
        text="Deals that were won or lost here stay in reports."
        action="Delete"
        onConfirm={() => saved(call("DELETE /api/v2/stages/{id}", { params: { id: props.stage.id } }))}
      />
    </div>
  )
}

/** Moves the stage by one place. Focus stays on the button, which moves with its row. */
function Mover(props: Props & { by: -1 | 1 }) {
  let button: HTMLButtonElement | undefined
  let pressed = false
  const up = () => props.by === -1
  const last = () => props.place === (up() ? 0 : props.count - 1)
  const move = () => {
    if (last()) return
    pressed = true
    void placeStage(props.setup, props.stage, props.place + props.by)
  }
  createEffect(() => {
    if (props.place >= 0 && pressed) button?.focus()
    pressed = false
  })
  return (
    <Button
      ref={(element) => {
        button = element
      }}
      kind="quiet"
      icon={up() ? <IconUp /> : <IconDown />}
      aria-label={`Move ${props.stage.name} ${up() ? "up" : "down"}`}
      aria-disabled={last() ? "true" : undefined}
      onClick={move}
    />
  )
}
