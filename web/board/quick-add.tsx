import "../ui/form.css"
import { createSignal, Show } from "solid-js"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { add } from "./queries.ts"

/** A deal in two lines, where it will stand. The organization is found by its name or made. */
export function QuickAdd(props: { stage: StageAnswer; setup: Setup | undefined; onClose: () => void }) {
  const [title, setTitle] = createSignal("")
  const [organization, setOrganization] = createSignal("")
  const [value, setValue] = createSignal("")
  const form = createForm()
  const currency = () => props.setup?.workspace.default_currency ?? "USD"
  const save = () =>
    form.run(async () => {
      const org = organization().trim() === "" ? undefined : await organizationNamed(organization().trim())
      const amount = Number(value().replace(/[\s,]/g, ""))
      const deal = {
        title: title().trim(),
        stage_id: props.stage.id,
        ...(value().trim() !== "" && Number.isFinite(amount) && { value: amount }),
        ...(org && { org_id: org.id }),
      }
      await add(props.stage.pipeline_id, deal, org ? { org: org.name } : {}, props.setup)
      props.onClose()
    })
  return (
    <form
      data-quick-add
      aria-label={`New deal in ${props.stage.name}`}
      onSubmit={form.submit(save)}
      onKeyDown={(event) => event.key === "Escape" && props.onClose()}
    >
      <TextField
        label="Title"
        value={title()}
        onValue={setTitle}
        error={form.fields().title}
        autofocus
        required
        maxlength="255"
      />
      <TextField label="Organization" value={organization()} onValue={setOrganization} maxlength="255" />
      <TextField
        label={`Value (${currency()})`}
        value={value()}
        onValue={setValue}
        error={form.fields().value}
        inputmode="decimal"
        pattern="[0-9 ,.]*"
      />
      <Show when={form.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div data-quick-add-foot>
        <Button type="submit" kind="primary" busy={form.busy()}>
          Add deal
        </Button>
        <Button kind="quiet" onClick={() => props.onClose()}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

async function organizationNamed(name: string): Promise<{ id: number; name: string }> {
  const found = await call("GET /api/v2/organizations/search", {
    query: { term: name, fields: "name", exact_match: true, limit: 10 },
  }).catch(() => undefined)
  const same = found?.data.items.find(
    ({ item }) => item.type === "organization" && item.name.toLowerCase() === name.toLowerCase(),
  )
  if (same?.item.type === "organization") return { id: same.item.id, name: same.item.name }
  const made = await call("POST /api/v2/organizations", { body: { name } })
  return { id: made.id, name: made.name }
}
