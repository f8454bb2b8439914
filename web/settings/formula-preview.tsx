import { useQuery } from "@tanstack/solid-query"
import { createUniqueId, For, Show } from "solid-js"
import type { FormulaField } from "../../shared/deal-formulas.ts"
import { settled } from "../app/queries.ts"
import { wordsOf } from "../fields/words.ts"
import { previewDeals, previewed } from "./formula-deals.ts"

type Props = { expression: string; of: string; fields: readonly FormulaField[]; faulty: boolean }

const FORMULA = { field_type: "formula", options: null } as const

/** What the formula comes to for the deals that changed last. */
export function FormulaPreview(props: Props) {
  const id = createUniqueId()
  const deals = useQuery(() => previewDeals)
  const ready = () => !props.faulty && props.expression.trim() !== ""
  const values = () => (ready() ? previewed(props.expression, props.of, props.fields, settled(deals)?.data ?? []) : [])
  const note = () => {
    if (deals.isError) return "Your deals could not be read for a preview."
    if (settled(deals)?.data.length === 0) return "There is no deal yet to show this for."
    if (props.faulty) return "Shown once the formula is right."
    return ready() ? undefined : "Shown for some of your deals as you write."
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
