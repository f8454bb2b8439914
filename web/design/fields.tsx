import { createSignal } from "solid-js"
import { Check, Choices } from "../ui/choice.tsx"
import { SelectField, TextArea, TextField } from "../ui/field.tsx"
import { Switch } from "../ui/switch.tsx"
import { Specimen } from "./specimen.tsx"

export function Fields() {
  return (
    <>
      <Specimen title="Text">
        <Texts />
      </Specimen>
      <Specimen title="Choices">
        <Ticks />
      </Specimen>
    </>
  )
}

const CURRENCIES = [
  { value: "EUR", label: "Euro" },
  { value: "USD", label: "US dollar" },
]

function Texts() {
  const [title, setTitle] = createSignal("Harbour cranes")
  const [blank, setBlank] = createSignal("")
  const [wrong, setWrong] = createSignal("northern docks")
  const [text, setText] = createSignal("")
  const [currency, setCurrency] = createSignal("EUR")
  return (
    <div data-stack>
      <TextField label="Title" value={title()} onValue={setTitle} />
      <TextField
        label="Web site"
        value={blank()}
        onValue={setBlank}
        placeholder="example.com"
        hint="As people type it"
      />
      <TextField label="E-mail" value={wrong()} onValue={setWrong} error="is not an e-mail address" />
      <TextField label="Locked" value="Cannot be changed" onValue={setBlank} disabled />
      <SelectField label="Currency" value={currency()} onValue={setCurrency} options={CURRENCIES} />
      <TextArea label="Comment" value={text()} onValue={setText} placeholder="What was said" />
    </div>
  )
}

function Ticks() {
  const [won, setWon] = createSignal(true)
  const [lost, setLost] = createSignal(false)
  const [period, setPeriod] = createSignal<"week" | "month" | "year">("month")
  const [rot, setRot] = createSignal(true)
  const [mail, setMail] = createSignal(false)
  return (
    <div data-stack>
      <Check label="Won deals" checked={won()} onChecked={setWon} />
      <Check label="Lost deals" checked={lost()} onChecked={setLost} />
      <Check
        label="All deals"
        checked={won() && lost()}
        indeterminate={won() || lost()}
        onChecked={(all) => {
          setWon(all)
          setLost(all)
        }}
      />
      <Choices
        label="Period"
        value={period()}
        onValue={setPeriod}
        options={[
          { value: "week", label: "Week" },
          { value: "month", label: "Month" },
          { value: "year", label: "Year" },
        ]}
      />
      <Switch label="Deals rot" hint="After a month without a touch" checked={rot()} onChecked={setRot} />
      <Switch label="Mail me a summary" checked={mail()} onChecked={setMail} />
    </div>
  )
}
