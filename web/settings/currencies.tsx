import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { ViewTotals } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled } from "../app/queries.ts"
import { currencyName } from "../quick-add/currency-names.ts"
import { Badge } from "../ui/badge.tsx"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconEdit, IconPlus, IconTrash } from "../ui/icons.ts"
import { DefaultForm, RateForm } from "./currency-form.tsx"
import { dealsByCurrency, removeRate, type Used, usedIn } from "./currency-queries.ts"
import { allowed } from "./queries.ts"
import { Section } from "./section.tsx"
import { counted } from "./words.ts"

const TEXT =
  "Totals of deals in several currencies are shown in the default one, where each of them has a rate. Else they stay apart by currency."

/** The workspace's currency, those that deals are in, and what they are worth. */
export function Currencies(props: { setup: Setup }) {
  const totals = useQuery<ViewTotals>(() => dealsByCurrency)
  const base = () => props.setup.workspace.default_currency
  const used = () => usedIn(props.setup, settled(totals))
  const own = () => settled(totals)?.sums.find(({ currency }) => currency === base())?.count ?? 0
  const may = () => allowed(props.setup, "workspace.edit")
  const [adding, setAdding] = createSignal(false)
  const [turning, setTurning] = createSignal(false)
  return (
    <Section
      title="Currencies"
      text={TEXT}
      add={
        <Show when={may()}>
          <Button icon={<IconPlus />} onClick={() => setAdding(true)}>
            Add a currency
          </Button>
        </Show>
      }
    >
      <ul data-panel data-rows aria-label="Currencies">
        <li data-row>
          <div data-row-main>
            <strong>{currencyName(base())}</strong>
            <small class="num">{dealsText(own())}</small>
          </div>
          <Badge tone="blue">Default</Badge>
          <Show when={may()}>
            <div data-row-acts>
              <Button
                kind="quiet"
                icon={<IconEdit />}
                aria-label="Change the default currency"
                onClick={() => setTurning(true)}
              />
            </div>
          </Show>
        </li>
        <For each={used().map(({ code }) => code)}>
          {(code) => (
            <Show when={used().find((one) => one.code === code)}>
              {(one) => <CurrencyRow used={one()} base={base()} may={may()} />}
            </Show>
          )}
        </For>
      </ul>
      <Dialog open={adding()} onOpen={setAdding} title="Add a currency">
        <RateForm
          base={base()}
          known={Object.keys(props.setup.workspace.exchange_rates)}
          onClose={() => setAdding(false)}
        />
      </Dialog>
      <Dialog open={turning()} onOpen={setTurning} title="Change the default currency">
        <DefaultForm base={base()} setup={props.setup} onClose={() => setTurning(false)} />
      </Dialog>
    </Section>
  )
}

function CurrencyRow(props: { used: Used; base: string; may: boolean }) {
  const [open, setOpen] = createSignal<"edit" | "remove">()
  const opens = (what: "edit" | "remove") => (is: boolean) => setOpen(is ? what : undefined)
  const rated = () => props.used.rate !== undefined
  const code = () => props.used.code
  return (
    <li data-row>
      <div data-row-main>
        <strong>{currencyName(code())}</strong>
        <small class="num">
          {rated()
            ? `1 ${code()} = ${props.used.rate} ${props.base}`
            : "No rate: totals with it stay apart by currency"}
          {" · "}
          {dealsText(props.used.deals)}
        </small>
      </div>
      <Show when={!rated()}>
        <Badge tone="yellow">No rate</Badge>
      </Show>
      <Show when={props.may}>
        <div data-row-acts>
          <Button
            kind="quiet"
            icon={<IconEdit />}
            aria-label={rated() ? `Change the rate of ${code()}` : `Set a rate of ${code()}`}
            onClick={() => setOpen("edit")}
          />
          <Show when={rated()}>
            <Button
              kind="quiet"
              icon={<IconTrash />}
              aria-label={`Remove the rate of ${code()}`}
              onClick={() => setOpen("remove")}
            />
          </Show>
        </div>
      </Show>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Rate of ${code()}`}>
        <RateForm
          base={props.base}
          currency={code()}
          rate={props.used.rate}
          known={[]}
          onClose={() => setOpen(undefined)}
        />
      </Dialog>
      <Confirm
        open={open() === "remove"}
        onOpen={opens("remove")}
        title={`Remove the rate of ${code()}?`}
        text="Deals keep their values. Totals of deals in this and other currencies stay apart by currency."
        action="Remove"
        onConfirm={() => removeRate(code(), props.used.rate)}
      />
    </li>
  )
}

const dealsText = (count: number) => (count === 0 ? "no deals" : counted(count, "deal"))
