import { Index, Show } from "solid-js"
import { type Amount, amountText, type Pivot } from "./pivot.ts"

/** The figures of a report: what the chart shows, to read. */
export function FiguresTable(props: { pivot: Pivot; title: string; viewName: string; measureName: string }) {
  const split = () => props.pivot.columns.some((column) => column.key !== null)
  const text = (amount: Amount | undefined) => amountText(amount ?? null, props.pivot.currency)
  return (
    <section data-figures aria-label={`Figures: ${props.title}`} tabindex="0">
      <table class="num">
        <thead>
          <tr>
            <th scope="col">{props.viewName}</th>
            <Show when={split()}>
              <Index each={props.pivot.columns}>{(column) => <th scope="col">{column().name}</th>}</Index>
            </Show>
            <th scope="col">{split() ? "Total" : props.measureName}</th>
          </tr>
        </thead>
        <tbody>
          <Index each={props.pivot.rows}>
            {(row, i) => (
              <tr>
                <th scope="row">{row().name}</th>
                <Show when={split()}>
                  <Index each={props.pivot.amounts[i]}>{(amount) => <td>{text(amount())}</td>}</Index>
                </Show>
                <td data-total>{text(props.pivot.rowTotals[i])}</td>
              </tr>
            )}
          </Index>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Show when={split()}>
              <Index each={props.pivot.columnTotals}>{(amount) => <td>{text(amount())}</td>}</Index>
            </Show>
            <td data-total>{text(props.pivot.total)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
