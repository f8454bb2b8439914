import { createUniqueId, For, Index, Show } from "solid-js"
import { Button } from "./button.tsx"
import { CHANNEL_LABELS, type Channel, changed, removed, withPrimary } from "./channels.ts"
import type { Common } from "./frame.tsx"
import { IconClose, IconPlus, IconStar } from "./icons.ts"
import "./channels-field.css"
import "./field.css"

type Props = Common & {
  kind: "email" | "phone"
  value: readonly Channel[]
  onValue: (value: Channel[]) => void
}

/** Ways to reach someone: addresses or numbers, each with what it is, one of them the main one. */
export function ChannelsField(props: Props) {
  let list: HTMLUListElement | undefined
  const id = createUniqueId()
  const rows = () => (props.value.length > 0 ? props.value : [{ value: "", label: "work", primary: true }])
  const note = () => props.error ?? props.hint
  const add = () => {
    props.onValue([...rows(), { value: "", label: "work", primary: false }])
    list?.querySelector<HTMLInputElement>("li:last-child input")?.focus()
  }
  return (
    <fieldset
      data-field
      data-channels
      data-invalid={props.error === undefined ? undefined : ""}
      aria-describedby={note() === undefined ? undefined : `${id}-note`}
    >
      <legend data-label class={props.quietLabel === true ? "sr-only" : undefined}>
        {props.label}
      </legend>
      <ul
        ref={(element) => {
          list = element
        }}
      >
        <Index each={rows()}>
          {(row, index) => (
            <ChannelRow
              {...props}
              row={row()}
              index={index}
              only={rows().length === 1}
              onChange={(change) => props.onValue(changed(rows(), index, change))}
              onPrimary={() => props.onValue(withPrimary(rows(), index))}
              onRemove={() => props.onValue(removed(rows(), index))}
            />
          )}
        </Index>
      </ul>
      <Show when={rows().every((row) => row.value.trim() !== "")}>
        <Button kind="quiet" size="s" icon={<IconPlus />} onClick={add}>
          {props.kind === "email" ? "Add an address" : "Add a number"}
        </Button>
      </Show>
      <Show when={note()}>
        {(text) => (
          <p id={`${id}-note`} data-note role={props.error === undefined ? undefined : "alert"}>
            {text()}
          </p>
        )}
      </Show>
    </fieldset>
  )
}

type RowProps = Props & {
  row: Channel
  index: number
  only: boolean
  onChange: (change: Partial<Channel>) => void
  onPrimary: () => void
  onRemove: () => void
}

function ChannelRow(props: RowProps) {
  const name = () => (props.only ? props.label : `${props.label} ${props.index + 1}`)
  return (
    <li data-channel>
      <input
        data-input
        type={props.kind === "email" ? "email" : "tel"}
        autocomplete="off"
        placeholder={props.kind === "email" ? "name@example.com" : "+1 555 0100"}
        aria-label={name()}
        aria-invalid={props.error === undefined ? undefined : "true"}
        value={props.row.value}
        onInput={(event) => props.onChange({ value: event.currentTarget.value })}
      />
      <select
        data-input
        aria-label={`Kind of ${name()}`}
        onChange={(event) => props.onChange({ label: event.currentTarget.value })}
      >
        <For each={CHANNEL_LABELS.includes(props.row.label) ? CHANNEL_LABELS : [props.row.label, ...CHANNEL_LABELS]}>
          {(label) => (
            <option value={label} selected={label === props.row.label}>
              {label}
            </option>
          )}
        </For>
      </select>
      <Show when={!props.only}>
        <Button
          kind="quiet"
          icon={<IconStar />}
          aria-pressed={props.row.primary}
          aria-label={`Main one: ${name()}`}
          onClick={() => props.onPrimary()}
        />
        <Button kind="quiet" icon={<IconClose />} aria-label={`Remove ${name()}`} onClick={() => props.onRemove()} />
      </Show>
    </li>
  )
}
