import { createSignal, For, type JSX, Show } from "solid-js"
import type { Column } from "../../shared/import.ts"
import { Button } from "../ui/button.tsx"
import { countText, numberText } from "./words.ts"

type Props = {
  title: string
  text: string
  column: Column
  /** Something is wrong with one of the values, so all are shown. */
  open: boolean
  above?: JSX.Element
  /** Fields that say what a value stands for. */
  children: (value: string) => JSX.Element
}

const FEW = 8

/** The different values of a column, and what each stands for. */
export function ValuesPanel(props: Props) {
  const [wide, setWide] = createSignal(false)
  const all = () => props.column.distinct.values
  const isOpen = () => wide() || props.open || all().length <= FEW + 2
  const shown = () => (isOpen() ? all() : all().slice(0, FEW))
  return (
    <section data-import-panel aria-label={props.title}>
      <header data-import-panel-head>
        <h3>{props.title}</h3>
        <p>{props.text}</p>
        {props.above}
      </header>
      <ul>
        <For each={shown()}>
          {({ value, count }) => (
            <li data-import-value>
              <div data-value-name>
                <strong>{value}</strong>
                <small class="num">{countText(count, "row")}</small>
              </div>
              <div data-value-choice>{props.children(value)}</div>
            </li>
          )}
        </For>
      </ul>
      <Show when={!isOpen()}>
        <div data-import-more>
          <Button kind="quiet" onClick={() => setWide(true)}>
            Show all {numberText(all().length)}
          </Button>
        </div>
      </Show>
    </section>
  )
}
