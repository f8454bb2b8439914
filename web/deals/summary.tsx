import { Show } from "solid-js"
import type { DealChange } from "../../shared/api/deal-body.ts"
import type { DealDetail } from "../../shared/api/deals.ts"
import { LabelRow } from "../fields/custom-rows.tsx"
import { DayEditor, LineEditor, NumberEditor } from "../fields/editor.tsx"
import { LinkedText } from "../fields/view.tsx"
import { money } from "../fields/words.ts"
import { currenciesOf } from "../quick-add/currencies.ts"
import { useBones } from "../record/context.ts"
import { EditRow } from "../record/edit-row.tsx"
import { contactOf } from "../record/hidden.ts"
import { LinkRow } from "../record/link-row.tsx"
import { Section } from "../record/section.tsx"
import { showDay } from "../record/when.ts"
import { MoneyField } from "../ui/money-field.tsx"
import { changeDeal } from "./queries.ts"

type Amount = { value: number; currency: string }

const words = (value: unknown) => (value === null || value === undefined ? "nothing" : String(value))

/** What a deal is about, and what it may come to. */
export function Summary(props: { deal: DealDetail }) {
  const bones = useBones()
  const it = () => props.deal
  const save = (body: DealChange, shown?: Partial<DealDetail>) => changeDeal(it().id, body, shown)
  return (
    <Section name="deal.summary" title="Summary">
      <div data-rows>
        <EditRow<Amount>
          label="Value"
          field="value"
          value={{ value: it().value, currency: it().currency }}
          view={<b class="num">{money(it().value, it().currency)}</b>}
          words={(amount) => money(amount.value, amount.currency)}
          onSave={(amount) => save(amount)}
          editor={(edit) => (
            <MoneyField
              label="Value"
              quietLabel
              value={edit.draft.value}
              currency={edit.draft.currency}
              currencies={currenciesOf(bones.setup()?.workspace.default_currency)}
              onValue={(value) => edit.setDraft({ ...edit.draft, value: value ?? 0 })}
              onCurrency={(currency) => edit.setDraft({ ...edit.draft, currency })}
            />
          )}
        />
        <LabelRow value={it().label_ids} onSave={(label_ids) => save({ label_ids })} />
        <Probability deal={it()} />
        <EditRow<unknown>
          label="Expected close"
          field="expected_close_date"
          value={it().expected_close_date}
          empty={it().expected_close_date === null}
          view={showDay(it().expected_close_date ?? "1970-01-01")}
          words={(value) => (value === null ? "nothing" : showDay(String(value)))}
          onSave={(value) => save({ expected_close_date: value as string | null })}
          editor={(edit) => <DayEditor label="Expected close" edit={edit} />}
        />
        <LinkRow
          kind="person"
          field="person_id"
          value={contactOf(it().person_id, it().person_name)}
          onSave={(to) => save({ person_id: to?.id ?? null }, { person_name: to?.name ?? null })}
        />
        <LinkRow
          kind="organization"
          field="org_id"
          value={contactOf(it().org_id, it().org_name)}
          onSave={(to) => save({ org_id: to?.id ?? null }, { org_name: to?.name ?? null })}
        />
        <Show when={it().status === "lost"}>
          <LostRow
            label="Lost reason"
            field="lost_reason"
            value={it().lost_reason}
            onSave={(lost_reason) => save({ lost_reason })}
          />
          <LostRow
            label="Comment"
            field="lost_comment"
            value={it().lost_comment}
            most={1000}
            onSave={(lost_comment) => save({ lost_comment })}
          />
        </Show>
      </div>
    </Section>
  )
}

/** The deal's own chance; without one its stage's. */
function Probability(props: { deal: DealDetail }) {
  const bones = useBones()
  const stage = () => bones.setup()?.stages.find((one) => one.id === props.deal.stage_id)
  const view = () => (
    <Show
      when={props.deal.probability !== null}
      fallback={
        <>
          <span class="num">{stage()?.deal_probability ?? 100} %</span> <small>as its stage</small>
        </>
      }
    >
      <span class="num">{props.deal.probability} %</span>
    </Show>
  )
  return (
    <EditRow<unknown>
      label="Probability"
      field="probability"
      value={props.deal.probability}
      view={view()}
      words={(value) => (value === null ? "nothing" : `${value} %`)}
      onSave={(value) => changeDeal(props.deal.id, { probability: value as number | null })}
      editor={(edit) => <NumberEditor label="Probability" edit={edit} />}
    />
  )
}

type LostProps = {
  label: string
  field: string
  value: string | null
  most?: number
  onSave: (value: string | null) => Promise<void>
}

function LostRow(props: LostProps) {
  return (
    <EditRow<unknown>
      label={props.label}
      field={props.field}
      value={props.value}
      empty={props.value === null}
      view={<LinkedText text={props.value ?? ""} />}
      words={words}
      onSave={(value) => props.onSave(value as string | null)}
      editor={(edit) => <LineEditor label={props.label} edit={edit} most={props.most ?? 255} />}
    />
  )
}
