import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { ActivityTemplateAnswer, ActivityTypeAnswer } from "../../shared/api/activity-settings.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"
import { saved } from "../app/saved.ts"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { typeName } from "../record/activity-types.ts"
import { activityTemplatesQuery } from "../record/template-field.tsx"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconEdit, IconPlus, IconTrash } from "../ui/icons.ts"
import { Failed } from "../ui/state.tsx"
import { ActivityTemplateForm } from "./activity-template-form.tsx"
import { ActivityTypeForm } from "./activity-type-form.tsx"
import { allowed } from "./queries.ts"
import { Section, WaitingRow } from "./section.tsx"

/** What activities may be, how each may end, and what they may begin with. */
export function Activities(props: { setup: Setup }) {
  const edits = () => allowed(props.setup, "fields.edit")
  return (
    <Section title="Activities" text={edits() ? undefined : "Admins change types of activities and templates."}>
      <Types setup={props.setup} edits={edits()} />
      <Templates setup={props.setup} edits={edits()} />
    </Section>
  )
}

function Types(props: { setup: Setup; edits: boolean }) {
  const [adding, setAdding] = createSignal(false)
  return (
    <section data-panel aria-labelledby="activity-types">
      <header data-panel-head>
        <h3 id="activity-types">Types and outcomes</h3>
        <Show when={props.edits}>
          <Button kind="quiet" icon={<IconPlus />} onClick={() => setAdding(true)}>
            Add a type
          </Button>
        </Show>
      </header>
      <ul data-rows aria-label="Types of activities">
        <For each={props.setup.activity_types}>{(type) => <TypeRow type={type} edits={props.edits} />}</For>
      </ul>
      <Dialog open={adding()} onOpen={setAdding} title="Add a type of activity">
        <ActivityTypeForm onClose={() => setAdding(false)} />
      </Dialog>
    </section>
  )
}

function TypeRow(props: { type: ActivityTypeAnswer; edits: boolean }) {
  const [open, setOpen] = createSignal<"edit" | "delete">()
  const opens = (what: "edit" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  return (
    <li data-row>
      <ActivityIcon type={props.type.key} />
      <div data-row-main>
        <strong>{props.type.name}</strong>
        <small>{props.type.outcomes.join(", ") || "No outcomes to choose from"}</small>
      </div>
      <Show when={props.edits}>
        <Acts name={props.type.name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />
      </Show>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.type.name}`}>
        <ActivityTypeForm type={props.type} onClose={() => setOpen(undefined)} />
      </Dialog>
      <Confirm
        open={open() === "delete"}
        onOpen={opens("delete")}
        title={`Delete ${props.type.name}?`}
        text="Activities of this type stay. No more can be added."
        action="Delete"
        onConfirm={() => saved(call("DELETE /api/v2/activities/types/{id}", { params: { id: props.type.id } }))}
      />
    </li>
  )
}

function Acts(props: { name: string; onEdit: () => void; onDelete: () => void }) {
  return (
    <div data-row-acts>
      <Button kind="quiet" icon={<IconEdit />} aria-label={`Edit ${props.name}`} onClick={props.onEdit} />
      <Button kind="quiet" icon={<IconTrash />} aria-label={`Delete ${props.name}`} onClick={props.onDelete} />
    </div>
  )
}

const reread = () => queryClient.invalidateQueries({ queryKey: activityTemplatesQuery().queryKey })

function Templates(props: { setup: Setup; edits: boolean }) {
  const [adding, setAdding] = createSignal(false)
  const templates = useQuery(activityTemplatesQuery)
  return (
    <section data-panel aria-labelledby="activity-templates">
      <header data-panel-head>
        <h3 id="activity-templates">Templates</h3>
        <Show when={props.edits}>
          <Button kind="quiet" icon={<IconPlus />} onClick={() => setAdding(true)}>
            Add a template
          </Button>
        </Show>
      </header>
      <Show when={!templates.isError} fallback={<Failed error={templates.error} onRetry={() => void reread()} />}>
        <ul data-rows aria-label="Activity templates">
          <Show when={settled(templates)} fallback={<WaitingRow />}>
            {(list) => (
              <For
                each={list()}
                fallback={<li data-none>No templates yet. Forms for activities offer them once there are some.</li>}
              >
                {(template) => <TemplateRow template={template} setup={props.setup} edits={props.edits} />}
              </For>
            )}
          </Show>
        </ul>
      </Show>
      <Dialog open={adding()} onOpen={setAdding} title="Add a template" wide>
        <ActivityTemplateForm setup={props.setup} onSaved={reread} onClose={() => setAdding(false)} />
      </Dialog>
    </section>
  )
}

function TemplateRow(props: { template: ActivityTemplateAnswer; setup: Setup; edits: boolean }) {
  const [open, setOpen] = createSignal<"edit" | "delete">()
  const opens = (what: "edit" | "delete") => (is: boolean) => setOpen(is ? what : undefined)
  const remove = async () => {
    await call("DELETE /api/v2/activities/templates/{id}", { params: { id: props.template.id } })
    await reread()
  }
  return (
    <li data-row>
      <ActivityIcon type={props.template.type} />
      <div data-row-main>
        <strong>{props.template.name}</strong>
        <small>
          {props.template.subject || typeName(props.template.type)} · {dueText(props.template)}
        </small>
      </div>
      <Show when={props.edits}>
        <Acts name={props.template.name} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} />
      </Show>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.template.name}`} wide>
        <ActivityTemplateForm
          template={props.template}
          setup={props.setup}
          onSaved={reread}
          onClose={() => setOpen(undefined)}
        />
      </Dialog>
      <Confirm
        open={open() === "delete"}
        onOpen={opens("delete")}
        title={`Delete ${props.template.name}?`}
        text="Activities that began with it stay."
        action="Delete"
        onConfirm={remove}
      />
    </li>
  )
}

function dueText({ due_in_days: days, due_time: time }: ActivityTemplateAnswer): string {
  const day = days === 0 ? "due the same day" : `due in ${days} ${days === 1 ? "day" : "days"}`
  return time === null ? day : `${day} at ${time.slice(0, 5)}`
}
