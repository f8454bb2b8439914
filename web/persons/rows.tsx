import { For, Show } from "solid-js"
import type { PersonDetail } from "../../shared/api/persons.ts"
import { CustomRows, LabelRow } from "../fields/custom-rows.tsx"
import { LineEditor } from "../fields/editor.tsx"
import { EditRow } from "../record/edit-row.tsx"
import { contactOf } from "../record/hidden.ts"
import { LinkRow } from "../record/link-row.tsx"
import { ChannelsField } from "../ui/channels-field.tsx"
import { changePerson } from "./queries.ts"

type Channel = PersonDetail["emails"][number]

/** The fields of a person, on their own page and on those of their deals. */
export function PersonRows(props: { person: PersonDetail; named?: boolean; linked?: boolean }) {
  const id = () => props.person.id
  return (
    <div data-rows>
      <Show when={props.named === true}>
        <EditRow<unknown>
          label="Name"
          field="person.name"
          value={props.person.name}
          view={props.person.name}
          words={String}
          onSave={(name) => changePerson(id(), { name: String(name ?? "") })}
          editor={(edit) => <LineEditor label="Name" edit={edit} />}
        />
      </Show>
      <ChannelRow
        label="E-mail"
        kind="email"
        field="person.emails"
        value={props.person.emails}
        onSave={(emails) => changePerson(id(), { emails })}
      />
      <ChannelRow
        label="Phone"
        kind="phone"
        field="person.phones"
        value={props.person.phones}
        onSave={(phones) => changePerson(id(), { phones })}
      />
      <Show when={props.linked === true}>
        <LinkRow
          kind="organization"
          field="person.org_id"
          value={contactOf(props.person.org_id, props.person.org_name)}
          onSave={(to) => changePerson(id(), { org_id: to?.id ?? null }, { org_name: to?.name ?? null })}
        />
        <LabelRow value={props.person.label_ids} onSave={(label_ids) => changePerson(id(), { label_ids })} />
      </Show>
      <CustomRows
        of="person"
        values={props.person.custom_fields}
        onSave={(key, value) => changePerson(id(), { custom_fields: { [key]: value as never } })}
      />
    </div>
  )
}

type ChannelProps = {
  label: string
  kind: "email" | "phone"
  field: string
  value: Channel[]
  onSave: (value: Channel[]) => Promise<void>
}

/** E-mail addresses or phone numbers, each with what it is for. */
function ChannelRow(props: ChannelProps) {
  const href = (value: string) => (props.kind === "email" ? `mailto:${value}` : `tel:${value.replace(/[^\d+]/g, "")}`)
  const written = (all: Channel[]) => all.filter((one) => one.value.trim() !== "")
  return (
    <EditRow<Channel[]>
      label={props.label}
      field={props.field}
      value={props.value}
      empty={props.value.length === 0}
      view={
        <ul data-channels-shown>
          <For each={props.value}>
            {(one) => (
              <li>
                <a href={href(one.value)} data-link>
                  {one.value}
                </a>
                <Show when={one.label}>
                  <small>{one.label}</small>
                </Show>
              </li>
            )}
          </For>
        </ul>
      }
      words={(all) => all.map((one) => one.value).join(", ") || "nothing"}
      onSave={(all) => props.onSave(written(all))}
      editor={(edit) => (
        <ChannelsField label={props.label} quietLabel kind={props.kind} value={edit.draft} onValue={edit.setDraft} />
      )}
    />
  )
}
