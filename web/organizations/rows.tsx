import { Show } from "solid-js"
import type { OrganizationDetail } from "../../shared/api/organizations.ts"
import { CustomRows, LabelRow } from "../fields/custom-rows.tsx"
import { LineEditor, NumberEditor } from "../fields/editor.tsx"
import { LinkedText } from "../fields/view.tsx"
import { EditRow } from "../record/edit-row.tsx"
import { changeOrganization } from "./queries.ts"

const number = new Intl.NumberFormat("en-US")
const words = (value: unknown) => (value === null || value === undefined ? "nothing" : String(value))
const textOf = (value: unknown) => (value === null ? null : String(value).trim())

/** The fields of an organization, on its own page and on those of its deals and people. */
export function OrganizationRows(props: { organization: OrganizationDetail; named?: boolean; labelled?: boolean }) {
  const it = () => props.organization
  const save = (part: Parameters<typeof changeOrganization>[1], shown?: Partial<OrganizationDetail>) =>
    changeOrganization(it().id, part, shown)
  return (
    <div data-rows>
      <Show when={props.named === true}>
        <TextRow label="Name" field="name" value={it().name} onSave={(name) => save({ name: name ?? "" })} />
      </Show>
      <TextRow
        label="Address"
        field="address"
        value={it().address?.value ?? null}
        most={1000}
        onSave={(value) => save({ address: value === null ? null : { value } }, { address: addressOf(value) })}
      />
      <TextRow label="Website" field="website" value={it().website} onSave={(website) => save({ website })} link />
      <TextRow label="LinkedIn" field="linkedin" value={it().linkedin} onSave={(linkedin) => save({ linkedin })} link />
      <NumberRow
        label="Employees"
        field="employee_count"
        value={it().employee_count}
        onSave={(employee_count) => save({ employee_count })}
      />
      <NumberRow
        label="Annual revenue"
        field="annual_revenue"
        value={it().annual_revenue}
        onSave={(annual_revenue) => save({ annual_revenue })}
      />
      <Show when={props.labelled === true}>
        <LabelRow value={it().label_ids} onSave={(label_ids) => save({ label_ids })} />
      </Show>
      <CustomRows
        of="organization"
        values={it().custom_fields}
        onSave={(key, value) => save({ custom_fields: { [key]: value as never } })}
      />
    </div>
  )
}

function addressOf(value: string | null): OrganizationDetail["address"] {
  if (value === null) return null
  const parts = { route: null, street_number: null, subpremise: null, locality: null, sublocality: null }
  return { value, ...parts, admin_area_level_1: null, admin_area_level_2: null, country: null, postal_code: null }
}

type TextProps = {
  label: string
  field: string
  value: string | null
  most?: number
  link?: boolean
  onSave: (value: string | null) => Promise<void>
}

function TextRow(props: TextProps) {
  const shown = () => {
    const value = props.value ?? ""
    return props.link === true && value !== "" && !/^https?:/.test(value) ? `https://${value}` : value
  }
  return (
    <EditRow<unknown>
      label={props.label}
      field={`organization.${props.field}`}
      value={props.value}
      empty={props.value === null || props.value === ""}
      view={<LinkedText text={shown()} />}
      words={words}
      onSave={(value) => props.onSave(textOf(value))}
      editor={(edit) => <LineEditor label={props.label} edit={edit} most={props.most ?? 255} />}
    />
  )
}

type NumberProps = {
  label: string
  field: string
  value: number | null
  onSave: (value: number | null) => Promise<void>
}

function NumberRow(props: NumberProps) {
  return (
    <EditRow<unknown>
      label={props.label}
      field={`organization.${props.field}`}
      value={props.value}
      empty={props.value === null}
      view={<span class="num">{number.format(props.value ?? 0)}</span>}
      words={words}
      onSave={(value) => props.onSave(value as number | null)}
      editor={(edit) => <NumberEditor label={props.label} edit={edit} />}
    />
  )
}
