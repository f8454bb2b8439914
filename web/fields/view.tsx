import { For, type JSX, Match, Show, Switch } from "solid-js"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import { isEmpty } from "../../shared/api/field-parts.ts"
import { Badge } from "../ui/badge.tsx"
import { TONES, type Tone } from "../ui/tone.ts"
import { isLink, LinkedView } from "./linked.tsx"
import { wordsOf } from "./words.ts"
import "./fields.css"

export function toneOf(color: string | null | undefined): Tone {
  return TONES.find((tone) => tone === color) ?? "grey"
}

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g

/** Text whose addresses can be followed. */
export function LinkedText(props: { text: string }) {
  return (
    <For each={props.text.split(LINK)}>
      {(part) => (
        <Show when={/^https?:\/\//.test(part)} fallback={part}>
          <a
            href={part}
            target="_blank"
            rel="noopener noreferrer"
            data-link
            onClick={(event) => event.stopPropagation()}
          >
            {part.replace(/^https?:\/\//, "")}
          </a>
        </Show>
      )}
    </For>
  )
}

/** What a field holds, to read. */
export function FieldView(props: { field: FieldAnswer; value: unknown }): JSX.Element {
  const chosen = () => {
    const ids = Array.isArray(props.value) ? props.value : [props.value]
    return (props.field.options ?? []).filter((option) => ids.includes(option.id))
  }
  return (
    <Switch fallback={<span class="num">{wordsOf(props.field, props.value)}</span>}>
      <Match when={isEmpty(props.value)}>
        <span data-quiet>–</span>
      </Match>
      <Match when={isLink(props.field) && typeof props.value === "number" ? props.value : undefined}>
        {(id) => <LinkedView field={props.field} id={id()} />}
      </Match>
      <Match when={props.field.options !== null}>
        <span data-badges>
          <For each={chosen()}>{(option) => <Badge tone={toneOf(option.color)}>{option.label}</Badge>}</For>
        </span>
      </Match>
      <Match when={props.field.field_type === "text" || props.field.field_type === "varchar"}>
        <span data-prose={props.field.field_type}>
          <LinkedText text={String(props.value)} />
        </span>
      </Match>
    </Switch>
  )
}
