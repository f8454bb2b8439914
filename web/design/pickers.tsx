import { createSignal } from "solid-js"
import { ChannelsField } from "../ui/channels-field.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { DateField } from "../ui/date-field.tsx"
import { MoneyField } from "../ui/money-field.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import { PhoneField } from "../ui/phone-field.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { findPeople, PEOPLE, type Someone } from "./people.ts"
import { Specimen } from "./specimen.tsx"

const SOMEONE = {
  keyOf: (person: Someone) => String(person.id),
  labelOf: (person: Someone) => person.name,
  noteOf: (person: Someone) => person.email,
}

export function Pickers() {
  return (
    <>
      <Specimen title="Combobox">
        <One />
      </Specimen>
      <Specimen title="Several">
        <Several />
      </Specimen>
      <Specimen title="Day and time">
        <When />
      </Specimen>
      <Specimen title="Money, phone, addresses">
        <Values />
      </Specimen>
    </>
  )
}

function One() {
  const [owner, setOwner] = createSignal<Someone | null>(PEOPLE[0])
  const [contact, setContact] = createSignal<Someone | null>(null)
  const [added, setAdded] = createSignal<string>()
  return (
    <div data-stack>
      <Combobox label="Owner" value={owner()} onValue={setOwner} options={PEOPLE} {...SOMEONE} />
      <Combobox
        label="Contact"
        value={contact()}
        onValue={setContact}
        search={findPeople}
        onCreate={setAdded}
        createLabel={(text) => `Add “${text}” as a person`}
        placeholder="Find or add someone"
        hint={added() === undefined ? "Searched on the server" : `Added: ${added()}`}
        {...SOMEONE}
      />
      <Combobox
        label="Approver"
        value={null}
        onValue={setOwner}
        options={PEOPLE}
        error="is needed for deals above 50,000"
        {...SOMEONE}
      />
    </div>
  )
}

function Several() {
  const [followers, setFollowers] = createSignal<Someone[]>([PEOPLE[1], PEOPLE[2]])
  const [guests, setGuests] = createSignal<Someone[]>([])
  return (
    <div data-stack>
      <MultiSelect label="Followers" value={followers()} onValue={setFollowers} options={PEOPLE} {...SOMEONE} />
      <MultiSelect
        label="Participants"
        value={guests()}
        onValue={setGuests}
        search={findPeople}
        placeholder="Who takes part"
        {...SOMEONE}
      />
    </div>
  )
}

function When() {
  const [due, setDue] = createSignal("2026-02-27")
  const [close, setClose] = createSignal("")
  const [start, setStart] = createSignal("09:30")
  return (
    <div data-stack>
      <DateField label="Due" value={due()} onValue={setDue} clearable />
      <DateField
        label="Expected close"
        value={close()}
        onValue={setClose}
        min="2026-01-01"
        max="2030-12-31"
        hint="From 2026 to 2030"
      />
      <TimeField label="Start" value={start()} onValue={setStart} />
    </div>
  )
}

function Values() {
  const [value, setValue] = createSignal<number | null>(12500)
  const [currency, setCurrency] = createSignal("EUR")
  const [cost, setCost] = createSignal<number | null>(null)
  const [phone, setPhone] = createSignal("+372 555 0100")
  const [mails, setMails] = createSignal([
    { value: "ada@engines.example", label: "work", primary: true },
    { value: "ada@home.example", label: "home", primary: false },
  ])
  return (
    <div data-stack>
      <MoneyField
        label="Value"
        value={value()}
        currency={currency()}
        onValue={setValue}
        onCurrency={setCurrency}
        currencies={["EUR", "USD", "GBP", "JPY"]}
      />
      <MoneyField label="Cost" value={cost()} currency="USD" onValue={setCost} hint="“12.5k” is understood" />
      <PhoneField label="Phone" value={phone()} onValue={setPhone} />
      <ChannelsField label="E-mail addresses" kind="email" value={mails()} onValue={setMails} />
    </div>
  )
}
