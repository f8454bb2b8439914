import { Show } from "solid-js"
import { allowed } from "../settings/queries.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { columnFor } from "./draft.ts"
import type { MappingForm } from "./mapping.ts"
import { CURRENCIES } from "./words.ts"

/** Where deals go that say nothing else, and what their amounts are in. */
export function PlacePanel(props: { form: MappingForm }) {
  const { form } = props
  const has = (target: string) => columnFor(form.draft, form.columns, target) !== undefined
  const pipelines = () => [
    ...form.setup().pipelines.map(({ id, name }) => ({ value: `id:${id}`, label: name })),
    ...(allowed(form.setup(), "pipelines.edit") ? [{ value: "new", label: "New pipeline…" }] : []),
  ]
  return (
    <section data-import-panel aria-label="Where the deals go">
      <header data-import-panel-head>
        <h3>Where the deals go</h3>
      </header>
      <div data-import-place>
        <SelectField
          label="Pipeline"
          hint={has("pipeline") ? "Of rows that name none" : undefined}
          value={form.draft.pipeline.to}
          options={pipelines()}
          error={form.draft.pipeline.to === "new" ? undefined : form.fault("pipeline")}
          onValue={(to) => form.setPipeline({ to })}
        />
        <Show when={form.draft.pipeline.to === "new"}>
          <TextField
            label="Name of the new pipeline"
            value={form.draft.pipeline.name}
            error={form.fault("pipeline")}
            maxlength="255"
            onValue={(name) => form.setPipeline({ name })}
          />
        </Show>
        <SelectField
          label="Currency"
          hint={has("currency") ? "Of rows that name none" : undefined}
          value={form.draft.currency}
          options={CURRENCIES}
          error={form.fault("currency")}
          onValue={(code) => form.set("currency", code)}
        />
      </div>
    </section>
  )
}
