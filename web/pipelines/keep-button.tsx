import { createSignal, Show } from "solid-js"
import type { PipelineAnswer } from "../../shared/api/pipelines.ts"
import { Button } from "../ui/button.tsx"
import { IconCopy } from "../ui/icons.ts"
import { NameDialog } from "./name-dialog.tsx"
import { keep } from "./templates.ts"

/** Keeps a pipeline as a template; `quiet` shows the sign alone. */
export function KeepButton(props: { pipeline: PipelineAnswer; quiet?: boolean }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button
        {...(props.quiet === true
          ? { kind: "quiet" as const, "aria-label": `Save ${props.pipeline.name} as a template` }
          : {})}
        icon={<IconCopy />}
        onClick={() => setOpen(true)}
      >
        {props.quiet === true ? undefined : "Save as template"}
      </Button>
      <Show when={open()}>
        <NameDialog
          title={`Save ${props.pipeline.name} as a template`}
          hint="Its stages, and what fields must hold in them, go with it. Deals do not."
          action="Save template"
          name={props.pipeline.name}
          onSave={(name) => keep(name, props.pipeline.id)}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}
