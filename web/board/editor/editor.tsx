import { useNavigate } from "@solidjs/router"
import { createMemo, createSignal, For, Show } from "solid-js"
import type { PipelineAnswer, StageAnswer } from "../../../shared/api/pipelines.ts"
import type { Setup } from "../../../shared/api/workspaces.ts"
import { call } from "../../app/client.ts"
import { createForm } from "../../app/form.ts"
import { saved } from "../../app/saved.ts"
import { KeepButton } from "../../pipelines/keep-button.tsx"
import { stagesIn } from "../../pipelines/stages.ts"
import { Button } from "../../ui/button.tsx"
import { Confirm } from "../../ui/confirm.tsx"
import { TextField } from "../../ui/field.tsx"
import { IconPlus, IconTrash } from "../../ui/icons.ts"
import { Switch } from "../../ui/switch.tsx"
import { DeleteStage } from "./delete-stage.tsx"
import { StageCard } from "./stage-card.tsx"
import "./editor.css"

type Props = { setup: Setup; pipelineId: number; onNewPipeline: () => void }

/** The pipeline where it stands: its name, and its stages side by side, each with what can be set. */
export function Editor(props: Props) {
  const pipeline = createMemo(() => props.setup.pipelines.find((one) => one.id === props.pipelineId))
  const stages = createMemo(() => stagesIn(props.setup, props.pipelineId))
  const [leaving, setLeaving] = createSignal<StageAnswer>()
  return (
    <div data-editor>
      <Show when={pipeline()}>{(known) => <PipelineHead {...props} pipeline={known()} />}</Show>
      <ol data-editor-stages aria-label="Stages">
        <For each={stages().map((stage) => stage.id)}>
          {(id, at) => (
            <Show when={stages().find((stage) => stage.id === id)}>
              {(stage) => (
                <StageCard
                  stage={stage()}
                  stages={stages()}
                  setup={props.setup}
                  at={at()}
                  onDelete={() => setLeaving(stage())}
                />
              )}
            </Show>
          )}
        </For>
        <li data-new-stage>
          <NewStage pipelineId={props.pipelineId} />
        </li>
      </ol>
      <Show when={leaving()} keyed>
        {(stage) => <DeleteStage stage={stage} setup={props.setup} onClose={() => setLeaving(undefined)} />}
      </Show>
    </div>
  )
}

function PipelineHead(props: Props & { pipeline: PipelineAnswer }) {
  const navigate = useNavigate()
  const [name, setName] = createSignal(props.pipeline.name)
  const [deleting, setDeleting] = createSignal(false)
  const form = createForm()
  const change = (body: { name?: string; is_deal_probability_enabled?: boolean }) =>
    form.run(async () => {
      await saved(call("PATCH /api/v2/pipelines/{id}", { params: { id: props.pipeline.id }, body }))
    })
  const rename = () => {
    if (name().trim() !== props.pipeline.name) void change({ name: name().trim() })
  }
  const remove = async () => {
    await saved(call("DELETE /api/v2/pipelines/{id}", { params: { id: props.pipeline.id } }))
    navigate("/board")
  }
  return (
    <div data-editor-head>
      <TextField
        label="Pipeline name"
        value={name()}
        onValue={setName}
        onBlur={rename}
        onKeyDown={(event) => event.key === "Enter" && rename()}
        error={form.fields().name ?? form.problem()}
        maxlength="255"
      />
      <Switch
        label="Weigh values by probability"
        checked={props.pipeline.is_deal_probability_enabled}
        onChecked={(on) => void change({ is_deal_probability_enabled: on })}
      />
      <span data-bar-space />
      <KeepButton pipeline={props.pipeline} />
      <Button icon={<IconPlus />} onClick={() => props.onNewPipeline()}>
        New pipeline
      </Button>
      <Button kind="danger" icon={<IconTrash />} onClick={() => setDeleting(true)}>
        Delete pipeline
      </Button>
      <Confirm
        open={deleting()}
        onOpen={setDeleting}
        title={`Delete ${props.pipeline.name}?`}
        text="Its stages go with it. It must hold no open deals; won and lost deals stay in reports."
        action="Delete pipeline"
        onConfirm={remove}
      />
    </div>
  )
}

function NewStage(props: { pipelineId: number }) {
  const [name, setName] = createSignal("")
  const form = createForm()
  const add = () =>
    form.run(async () => {
      await saved(call("POST /api/v2/stages", { body: { name: name().trim(), pipeline_id: props.pipelineId } }))
      setName("")
    })
  return (
    <form onSubmit={form.submit(add)} aria-label="New stage">
      <TextField
        label="New stage"
        value={name()}
        onValue={setName}
        error={form.fields().name ?? form.problem()}
        placeholder="Its name"
        required
        maxlength="255"
      />
      <Button type="submit" icon={<IconPlus />} busy={form.busy()}>
        Add stage
      </Button>
    </form>
  )
}
