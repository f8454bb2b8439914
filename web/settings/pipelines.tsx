import { createSignal, For, Show } from "solid-js"
import type { PipelineAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { saved } from "../app/saved.ts"
import { KeepButton } from "../pipelines/keep-button.tsx"
import { NewPipelineForm } from "../pipelines/new-form.tsx"
import { stagesIn } from "../pipelines/stages.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconEdit, IconPlus, IconTrash } from "../ui/icons.ts"
import { PipelineForm } from "./pipeline-form.tsx"
import { PipelineTemplates } from "./pipeline-templates.tsx"
import { allowed } from "./queries.ts"
import { Section } from "./section.tsx"
import { StageForm } from "./stage-form.tsx"
import { StageRow } from "./stage-row.tsx"

/** The pipelines and the stages that deals go through. */
export function Pipelines(props: { setup: Setup }) {
  const [adding, setAdding] = createSignal(false)
  const edits = () => allowed(props.setup, "pipelines.edit")
  const find = (id: number) => props.setup.pipelines.find((pipeline) => pipeline.id === id)
  return (
    <Section
      title="Pipelines"
      text={edits() ? undefined : "Admins change pipelines and stages."}
      add={
        <Show when={edits()}>
          <Button icon={<IconPlus />} onClick={() => setAdding(true)}>
            Add a pipeline
          </Button>
        </Show>
      }
    >
      <For each={props.setup.pipelines.map((pipeline) => pipeline.id)}>
        {(id) => (
          <Show when={find(id)}>{(it) => <OnePipeline pipeline={it()} setup={props.setup} edits={edits()} />}</Show>
        )}
      </For>
      <Show when={edits()}>
        <PipelineTemplates />
      </Show>
      <Dialog open={adding()} onOpen={setAdding} title="Add a pipeline">
        <NewPipelineForm onClose={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function OnePipeline(props: { pipeline: PipelineAnswer; setup: Setup; edits: boolean }) {
  const [open, setOpen] = createSignal<"edit" | "add" | "delete">()
  const opens = (what: "edit" | "add" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  const close = () => setOpen(undefined)
  const stages = () => stagesIn(props.setup, props.pipeline.id)
  const find = (id: number) => stages().find((stage) => stage.id === id)
  return (
    <section data-panel aria-labelledby={`pipeline-${props.pipeline.id}`}>
      <header data-panel-head>
        <h3 id={`pipeline-${props.pipeline.id}`}>{props.pipeline.name}</h3>
        <Show when={props.edits}>
          <KeepButton pipeline={props.pipeline} quiet />
          <Button
            kind="quiet"
            icon={<IconEdit />}
            aria-label={`Edit ${props.pipeline.name}`}
            onClick={() => setOpen("edit")}
          />
          <Button
            kind="quiet"
            icon={<IconTrash />}
            aria-label={`Delete ${props.pipeline.name}`}
            onClick={() => setOpen("delete")}
          />
        </Show>
      </header>
      <ol data-rows aria-label={`Stages of ${props.pipeline.name}`}>
        <For each={stages().map((stage) => stage.id)} fallback={<li data-none>No stages yet.</li>}>
          {(id) => (
            <Show when={find(id)}>
              {(stage) => (
                <StageRow
                  stage={stage()}
                  setup={props.setup}
                  place={stages().findIndex((one) => one.id === id)}
                  count={stages().length}
                  edits={props.edits}
                />
              )}
            </Show>
          )}
        </For>
      </ol>
      <Show when={props.edits}>
        <footer data-panel-foot>
          <Button kind="quiet" icon={<IconPlus />} onClick={() => setOpen("add")}>
            Add a stage
          </Button>
        </footer>
      </Show>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.pipeline.name}`}>
        <PipelineForm pipeline={props.pipeline} onClose={close} />
      </Dialog>
      <Dialog open={open() === "add"} onOpen={opens("add")} title={`Add a stage to ${props.pipeline.name}`}>
        <StageForm pipelineId={props.pipeline.id} onClose={close} />
      </Dialog>
      <Confirm
        open={open() === "delete"}
        onOpen={opens("delete")}
        title={`Delete ${props.pipeline.name}?`}
        text="Its stages go with it. Won and lost deals stay in reports."
        action="Delete"
        onConfirm={() => saved(call("DELETE /api/v2/pipelines/{id}", { params: { id: props.pipeline.id } }))}
      />
    </section>
  )
}
