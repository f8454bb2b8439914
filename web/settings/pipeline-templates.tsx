import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { SavedPipelineAnswer } from "../../shared/api/saved-pipelines.ts"
import { settled } from "../app/queries.ts"
import { NameDialog } from "../pipelines/name-dialog.tsx"
import { remove, rename, templatesQuery } from "../pipelines/templates.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { IconEdit, IconTrash } from "../ui/icons.ts"

/** The pipelines that are kept as templates, once there are any. */
export function PipelineTemplates() {
  const templates = useQuery(templatesQuery)
  const known = () => settled(templates) ?? []
  return (
    <Show when={known().length > 0}>
      <section data-panel aria-labelledby="pipeline-templates">
        <header data-panel-head>
          <h3 id="pipeline-templates">Templates</h3>
        </header>
        <ul data-rows aria-label="Pipeline templates">
          <For each={known()}>{(template) => <TemplateRow template={template} />}</For>
        </ul>
      </section>
    </Show>
  )
}

function TemplateRow(props: { template: SavedPipelineAnswer }) {
  const [open, setOpen] = createSignal<"rename" | "delete">()
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.template.name}</strong>
        <small>{props.template.stages.map(({ name }) => name).join(" → ") || "No stages"}</small>
      </div>
      <div data-row-acts>
        <Button
          kind="quiet"
          icon={<IconEdit />}
          aria-label={`Rename ${props.template.name}`}
          onClick={() => setOpen("rename")}
        />
        <Button
          kind="quiet"
          icon={<IconTrash />}
          aria-label={`Delete the template ${props.template.name}`}
          onClick={() => setOpen("delete")}
        />
      </div>
      <Show when={open() === "rename"}>
        <NameDialog
          title={`Rename ${props.template.name}`}
          action="Save"
          name={props.template.name}
          onSave={(name) => rename(props.template.id, name)}
          onClose={() => setOpen(undefined)}
        />
      </Show>
      <Confirm
        open={open() === "delete"}
        onOpen={(is) => setOpen(is ? "delete" : undefined)}
        title={`Delete ${props.template.name}?`}
        text="Pipelines that began with it stay as they are."
        action="Delete"
        onConfirm={() => remove(props.template.id)}
      />
    </li>
  )
}
