import { useQuery } from "@tanstack/solid-query"
import { createUniqueId, For, Show } from "solid-js"
import type { Place } from "../../shared/formula-check.ts"
import type { FormulaField } from "../../shared/formula-kinds.ts"
import { settled } from "../app/queries.ts"
import { wordsOf } from "../fields/words.ts"
import { previewed, previewRecords } from "./formula-records.ts"
import { nounOf } from "./words.ts"

type Props = { expression: string; place: Place; fields: readonly FormulaField[]; faulty: boolean }

const FORMULA = { field_type: "formula", options: null } as const

/** What the formula comes to for the records that changed last. */
export function FormulaPreview(props: Props) {
  const id = createUniqueId()
  const records = useQuery(() => previewRecords(props.place.of))
  const ready = () => !props.faulty && props.expression.trim() !== ""
  const values = () =>
    ready() ? previewed(props.expression, props.place, props.fields, settled(records)?.data ?? []) : []
  const note = () => {
    const noun = nounOf(props.place.of)
    if (records.isError) return `Your ${noun.many} could not be read for a preview.`
    if (settled(records)?.data.length === 0) return `There is no ${noun.one} yet to show this for.`
    if (props.faulty) return "Shown once the formula is right."
    return ready() ? undefined : `Shown for some of your ${noun.many} as you write.`
  }
  return (
    <section data-formula-preview aria-labelledby={id}>
      <h3 id={id} data-label>
        Preview
      </h3>
      <Show when={note()} fallback={<Values values={values()} labelledby={id} />}>
        {(text) => <p data-note>{text()}</p>}
      </Show>
    </section>
  )
}

function Values(props: { values: ReturnType<typeof previewed>; labelledby: string }) {
  return (
    <ul aria-labelledby={props.labelledby}>
      <For each={props.values}>
        {({ title, value }) => (
          <li>
            <span>{title}</span>
            <strong class="num">{wordsOf(FORMULA, value)}</strong>
          </li>
        )}
      </For>
    </ul>
  )
}
