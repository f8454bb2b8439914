import { createMemo } from "solid-js"
import { call } from "../app/client.ts"
import { settled, useSetup } from "../app/queries.ts"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { MoneyField } from "../ui/money-field.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { createAdding, ownerOptions, problemOf } from "./adding.ts"
import { currenciesOf } from "./currencies.ts"
import { closeQuickAdd, type Given, type Picked } from "./open.ts"
import { PickField } from "./pick-field.tsx"
import { made } from "./picks.ts"

type Draft = {
  person: Picked | null
  organization: Picked | null
  /** "" while it follows the contact's name. */
  title: string
  value: number | null
  currency: string
  pipeline: string
  stage: string
  labels: number[]
  owner: string
  close: string
}

const EMPTY: Draft = {
  person: null,
  organization: null,
  title: "",
  value: null,
  currency: "",
  pipeline: "",
  stage: "",
  labels: [],
  owner: "",
  close: "",
}
const SHOWN = ["title", "value", "currency", "person_id", "org_id", "stage_id", "pipeline_id", "expected_close_date"]

export function DealForm(props: { given: Given }) {
  const setup = useSetup()
  const known = () => settled(setup)
  const { draft, change, form, save } = createAdding<Draft>("deal", givenTo(props.given), () => ({ ...EMPTY }))
  const pipelines = () => known()?.pipelines ?? []
  const pipeline = () => Number(draft().pipeline || localStorage.getItem("halyard.pipeline") || 0)
  const pipelineId = createMemo(() => (pipelines().find((one) => one.id === pipeline()) ?? pipelines()[0])?.id)
  const stages = () => (known()?.stages ?? []).filter((stage) => stage.pipeline_id === pipelineId())
  const stageId = () => (stages().find((stage) => stage.id === Number(draft().stage)) ?? stages()[0])?.id
  const currency = () => draft().currency || known()?.me.default_currency || "USD"
  const labels = () =>
    known()?.fields.find((field) => field.of === "deal" && field.field_code === "label_ids")?.options ?? []
  const contact = () => draft().organization?.name ?? draft().person?.name
  const title = () => draft().title || (contact() === undefined ? "" : `${contact()} deal`)

  const add = async () => {
    const organization = draft().organization && (await made("organization", draft().organization ?? { name: "" }))
    change({ organization })
    const person = draft().person && (await made("person", draft().person ?? { name: "" }, organization?.id))
    change({ person })
    const deal = await call("POST /api/v2/deals", {
      body: {
        title: title().trim(),
        currency: currency(),
        label_ids: draft().labels,
        ...(draft().value !== null && { value: draft().value }),
        ...(pipelineId() !== undefined && { pipeline_id: pipelineId() }),
        ...(stageId() !== undefined && { stage_id: stageId() }),
        ...(draft().owner !== "" && { owner_id: Number(draft().owner) }),
        ...(draft().close !== "" && { expected_close_date: draft().close }),
        ...(person?.id !== undefined && { person_id: person.id }),
        ...(organization?.id !== undefined && { org_id: organization.id }),
      },
    })
    return { name: deal.title, href: `/deals/${deal.id}` }
  }

  return (
    <Form
      onSubmit={form.submit(() => save(add))}
      problem={problemOf(form, SHOWN)}
      busy={form.busy()}
      action="Add deal"
      onCancel={closeQuickAdd}
    >
      <div data-quick-fields>
        <PickField
          of="person"
          label="Contact person"
          value={draft().person}
          onValue={(person) =>
            change({ person, ...(draft().organization === null && { organization: person?.organization ?? null }) })
          }
          error={form.fields().person_id}
          autofocus
        />
        <PickField
          of="organization"
          label="Organization"
          value={draft().organization}
          onValue={(organization) => change({ organization })}
          error={form.fields().org_id}
        />
        <div data-quick-wide>
          <TextField
            label="Title"
            value={title()}
            onValue={(value) => change({ title: value })}
            error={form.fields().title}
            required
            maxlength="255"
          />
        </div>
        <MoneyField
          label="Value"
          value={draft().value}
          currency={currency()}
          onValue={(value) => change({ value })}
          onCurrency={(next) => change({ currency: next })}
          currencies={currenciesOf(known()?.workspace.default_currency)}
          error={form.fields().value ?? form.fields().currency}
        />
        <DateField
          label="Expected close"
          value={draft().close}
          onValue={(close) => change({ close })}
          error={form.fields().expected_close_date}
          clearable
        />
        <SelectField
          label="Pipeline"
          value={String(pipelineId() ?? "")}
          onValue={(value) => change({ pipeline: value, stage: "" })}
          options={pipelines().map((one) => ({ value: String(one.id), label: one.name }))}
          error={form.fields().pipeline_id}
        />
        <SelectField
          label="Stage"
          value={String(stageId() ?? "")}
          onValue={(stage) => change({ stage })}
          options={stages().map((one) => ({ value: String(one.id), label: one.name }))}
          error={form.fields().stage_id}
        />
        <MultiSelect
          label="Labels"
          value={labels().filter((option) => draft().labels.includes(option.id))}
          onValue={(chosen) => change({ labels: chosen.map((option) => option.id) })}
          options={labels()}
          keyOf={(option) => String(option.id)}
          labelOf={(option) => option.label}
        />
        <SelectField
          label="Owner"
          value={draft().owner || String(known()?.me.id ?? "")}
          onValue={(owner) => change({ owner })}
          options={ownerOptions(known())}
        />
      </div>
    </Form>
  )
}

function givenTo(given: Given): Partial<Draft> {
  return {
    ...(given.person && { person: given.person }),
    ...(given.organization && { organization: given.organization }),
    ...(given.name && { title: given.name }),
    ...(given.pipeline_id !== undefined && { pipeline: String(given.pipeline_id) }),
    ...(given.stage_id !== undefined && { stage: String(given.stage_id) }),
  }
}
