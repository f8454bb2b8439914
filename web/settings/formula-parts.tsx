import { createSignal, createUniqueId, For, Show } from "solid-js"
import type { FunctionName } from "../../shared/formula.ts"
import type { Usable } from "../../shared/formula-check.ts"
import { TextField } from "../ui/field.tsx"

/** What a click puts into the formula; what is selected there comes between. */
export type Part = { before: string; after: string }

const HELP: Record<FunctionName, [form: string, help: string]> = {
  if: ["if(condition, a, b)", "a where the condition is met, else b"],
  round: ["round(a, digits)", "rounded; without digits to a whole number"],
  min: ["min(a, b, …)", "the smallest of them"],
  max: ["max(a, b, …)", "the largest of them"],
  abs: ["abs(a)", "without its sign"],
  days: ["days(a, b)", "days from the date b to the date a"],
}

const KINDS: Record<Usable["kind"], string> = { number: "number", money: "money", day: "date", condition: "condition" }

/** Fields and functions to put into a formula by a click. */
export function FormulaParts(props: { fields: readonly Usable[]; onPart: (part: Part) => void }) {
  const id = createUniqueId()
  const [words, setWords] = createSignal("")
  const found = () => props.fields.filter(({ name }) => name.toLowerCase().includes(words().trim().toLowerCase()))
  return (
    <div data-formula-parts>
      <section aria-labelledby={`${id}-fields`}>
        <h3 id={`${id}-fields`} data-label>
          Insert a field
        </h3>
        <TextField label="Search fields" quietLabel placeholder="Search fields" value={words()} onValue={setWords} />
        <ul data-formula-list aria-labelledby={`${id}-fields`}>
          <For each={found()} fallback={<li data-note>No field is called that.</li>}>
            {(field) => (
              <li>
                <button type="button" onClick={() => props.onPart({ before: field.written, after: "" })}>
                  <span>{field.name}</span> <small>{KINDS[field.kind]}</small>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={words() !== ""}>
          <p class="sr-only" role="status">
            {found().length} found
          </p>
        </Show>
      </section>
      <section aria-labelledby={`${id}-functions`}>
        <h3 id={`${id}-functions`} data-label>
          Insert a function
        </h3>
        <ul data-formula-list aria-labelledby={`${id}-functions`}>
          <For each={Object.entries(HELP)}>
            {([name, [form, help]]) => (
              <li>
                <button type="button" onClick={() => props.onPart({ before: `${name}(`, after: ")" })}>
                  <code>{form}</code> <small>{help}</small>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </div>
  )
}
