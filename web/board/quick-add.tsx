import "../ui/form.css"
import { createSignal, onMount, Show } from "solid-js"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { createForm } from "../app/form.ts"
import { announce } from "../ui/announce.ts"
import { Button } from "../ui/button.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { TextField } from "../ui/field.tsx"
import { MoneyField } from "../ui/money-field.tsx"
import {
  addDeal,
  CURRENCIES,
  type Known,
  type Named,
  organizationOf,
  personOf,
  searchOrganizations,
  searchPersons,
} from "./adding.ts"
import { useDesk } from "./desk.ts"

/** A deal in a few lines, where it will stand. A contact is found by name, or made with the deal. */
export function QuickAdd(props: { stage: StageAnswer; onClose: () => void }) {
  const desk = useDesk()
  const home = desk.setup().workspace.default_currency
  const [title, setTitle] = createSignal("")
  const [person, setPerson] = createSignal<Named | null>(null)
  const [org, setOrg] = createSignal<Named | null>(null)
  const [value, setValue] = createSignal<number | null>(null)
  const [currency, setCurrency] = createSignal(home)
  const form = createForm()
  let root: HTMLFormElement | undefined
  const save = (again: boolean) =>
    form.run(async () => {
      // what is made for a deal that is then refused is not made again
      const inOrg = await known(org(), setOrg, organizationOf)
      const withPerson = await known(person(), setPerson, (one) => personOf(one, inOrg?.id))
      const named = { title: title().trim(), stage: props.stage, person: withPerson, org: inOrg }
      await addDeal(desk, { ...named, value: value(), currency: currency() })
      announce(`${named.title} added to ${props.stage.name}`)
      if (!again) return props.onClose()
      setTitle("")
      setValue(null)
      setPerson(null)
      setOrg(null)
      queueMicrotask(() => root?.querySelector("input")?.focus())
    })
  onMount(() => root?.querySelector("input")?.focus())
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) props.onClose()
    if (event.key !== "Enter" || !event.shiftKey) return
    event.preventDefault()
    if (root?.reportValidity() === true) void save(true)
  }
  return (
    <form
      data-quick-add
      ref={(element) => {
        root = element
      }}
      aria-label={`New deal in ${props.stage.name}`}
      onSubmit={form.submit(() => save(false))}
      onKeyDown={pressed}
    >
      <TextField
        label="Title"
        value={title()}
        onValue={setTitle}
        error={form.fields().title}
        required
        maxlength="255"
      />
      <Contact
        label="Person"
        value={person()}
        onValue={setPerson}
        search={searchPersons}
        error={form.fields().person_id}
      />
      <Contact
        label="Organization"
        value={org()}
        onValue={setOrg}
        search={searchOrganizations}
        error={form.fields().org_id}
      />
      <MoneyField
        label="Value"
        value={value()}
        currency={currency()}
        onValue={setValue}
        onCurrency={setCurrency}
        currencies={[...new Set([home, ...CURRENCIES])]}
        error={form.fields().value ?? form.fields().currency}
      />
      <Show when={form.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div data-quick-add-foot>
        <Button type="submit" kind="primary" busy={form.busy()}>
          Add deal
        </Button>
        <Button
          kind="plain"
          disabled={form.busy()}
          title="Shift Enter"
          onClick={() => root?.reportValidity() === true && void save(true)}
        >
          Add another
        </Button>
        <Button kind="quiet" onClick={() => props.onClose()}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

async function known(
  given: Named | null,
  keep: (one: Named) => void,
  settle: (one: Named) => Promise<Known>,
): Promise<Known | undefined> {
  if (given === null) return undefined
  const settled = await settle(given)
  keep(settled)
  return settled
}

type ContactProps = {
  label: string
  value: Named | null
  onValue: (value: Named | null) => void
  search: (text: string) => Promise<readonly Named[]>
  error: string | undefined
}

function Contact(props: ContactProps) {
  return (
    <Combobox<Named>
      label={props.label}
      value={props.value}
      onValue={props.onValue}
      search={props.search}
      keyOf={(one) => String(one.id ?? one.name)}
      labelOf={(one) => one.name}
      noteOf={(one) => one.note}
      onCreate={(name) => props.onValue({ name })}
      createLabel={(name) => `Add “${name}”`}
      error={props.error}
    />
  )
}
