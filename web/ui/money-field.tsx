import { createEffect, createMemo, For, on, Show } from "solid-js"
import { decimalsOf } from "../../shared/amount.ts"
import { type Common, Frame } from "./frame.tsx"
import { numberFromWords } from "./number-words.ts"
import { createTyped } from "./typed.ts"
import "./money-field.css"

type Props = Common & {
  /** Decimals, as the API has them. */
  value: number | null
  currency: string
  onValue: (value: number | null) => void
  onCurrency?: (currency: string) => void
  currencies?: readonly string[]
}

/** An amount of money. "12.5k" is read as people mean it. */
export function MoneyField(props: Props) {
  const typed = createTyped<number | null>({
    value: () => props.value,
    shown: (value) => (value === null ? "" : grouped(value, props.currency)),
    read: (text) => numberFromWords(text),
    refuse: (value) => (value !== null && Math.abs(value) > 1e12 ? "At most a trillion" : undefined),
    empty: null,
    unread: "Not an amount: try 12,500 or 12.5k",
    onValue: (value) => props.onValue(value === null ? null : rounded(value, props.currency)),
  })
  createEffect(
    on(
      createMemo(() => props.value),
      typed.rest,
      { defer: true },
    ),
  )
  const enter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !typed.take()) event.preventDefault()
  }
  return (
    <Frame
      label={props.label}
      hint={props.hint}
      error={props.error ?? typed.problem()}
      quietLabel={props.quietLabel === true}
    >
      {(ids) => (
        <div data-money>
          <Currency {...props} />
          <input
            id={ids.id}
            data-input
            class="num"
            inputmode="decimal"
            autocomplete="off"
            placeholder="0"
            value={typed.text()}
            data-unread={typed.problem() === undefined ? undefined : ""}
            aria-invalid={ids.invalid}
            aria-describedby={ids.described}
            onInput={(event) => typed.type(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => typed.take()}
            onKeyDown={enter}
          />
        </div>
      )}
    </Frame>
  )
}

function Currency(props: Props) {
  const all = () => {
    const known = props.currencies ?? []
    return known.includes(props.currency) ? known : [props.currency, ...known]
  }
  return (
    <Show when={props.onCurrency !== undefined} fallback={<span data-money-currency>{props.currency}</span>}>
      <select
        data-money-currency
        aria-label={`Currency of ${props.label}`}
        onChange={(event) => props.onCurrency?.(event.currentTarget.value)}
      >
        <For each={all()}>
          {(currency) => (
            <option value={currency} selected={currency === props.currency}>
              {currency}
            </option>
          )}
        </For>
      </select>
    </Show>
  )
}

function grouped(value: number, currency: string): string {
  const digits = Number.isInteger(value) ? 0 : decimalsOf(currency)
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function rounded(value: number, currency: string): number {
  return Number(value.toFixed(decimalsOf(currency)))
}
