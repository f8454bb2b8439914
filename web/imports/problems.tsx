import { createSignal, For, Show } from "solid-js"
import type { Problems, RowProblem } from "../../shared/import-check.ts"
import { Button } from "../ui/button.tsx"
import { numberText, REASONS } from "./words.ts"

const FEW = 10

/** What stands in the way: by reason, and row by row as far as rows are told. */
export function ProblemsPanel(props: { problems: Problems; most: number }) {
  const [wide, setWide] = createSignal(false)
  const all = () => props.problems.first
  const shown = () => (wide() ? all() : all().slice(0, FEW))
  const total = () => props.problems.reasons.reduce((sum, { count }) => sum + count, 0)
  return (
    <Show when={total() > 0}>
      <section data-import-panel aria-label="Problems">
        <header data-import-panel-head>
          <h3>{total() === 1 ? "1 problem" : `${numberText(total())} problems`}</h3>
        </header>
        <ul data-reasons aria-label="Problems by reason">
          <For each={props.problems.reasons}>
            {({ reason, count, skips }) => (
              <li data-reason={skips ? "skips" : "imported"}>
                <strong class="num">{numberText(count)}</strong>
                <span>{REASONS[reason]}</span>
                <small>{skips ? "skipped" : "imported all the same"}</small>
              </li>
            )}
          </For>
        </ul>
        <table data-problem-rows>
          <caption class="sr-only">The first rows with a problem</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">In the file</th>
              <th scope="col">Problem</th>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>{(problem) => <ProblemRow problem={problem} />}</For>
          </tbody>
        </table>
        <Show when={!wide() && all().length > FEW}>
          <div data-import-more>
            <Button kind="quiet" onClick={() => setWide(true)}>
              Show{" "}
              {all().length < total() ? `the first ${numberText(all().length)}` : `all ${numberText(all().length)}`}
            </Button>
          </div>
        </Show>
        <Show when={wide() && all().length < total()}>
          <p data-import-note>These are the first {numberText(props.most)}. After the import a file has them all.</p>
        </Show>
      </section>
    </Show>
  )
}

function ProblemRow(props: { problem: RowProblem }) {
  return (
    <tr>
      <th scope="row" class="num">
        {props.problem.row}
      </th>
      <td>
        <Show when={props.problem.header} fallback={<small>The whole row</small>}>
          {(header) => <small>{header()}</small>}
        </Show>
        <Show when={props.problem.value}>{(value) => <span>{value()}</span>}</Show>
      </td>
      <td>{props.problem.message}</td>
    </tr>
  )
}
