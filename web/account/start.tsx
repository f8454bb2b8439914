import { Navigate, useNavigate } from "@solidjs/router"
import { fetchUserAttributes } from "aws-amplify/auth"
import { createSignal, onMount, Show } from "solid-js"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { leave, refresh, standing } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Frame } from "./frame.tsx"

const CURRENCIES = ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "JPY", "AUD", "CAD", "BRL"]

/** First steps: name the team, and stand on a board. */
export function Start() {
  const navigate = useNavigate()
  const [team, setTeam] = createSignal("")
  const [person, setPerson] = createSignal("")
  const [currency, setCurrency] = createSignal("USD")
  const form = createForm()
  onMount(async () => {
    const attributes = await fetchUserAttributes().catch(() => undefined)
    if (person() === "" && attributes?.name !== undefined) setPerson(attributes.name)
  })
  const make = () =>
    form.run(async () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      await call("POST /api/v2/workspaces", {
        body: { name: team(), person_name: person(), currency: currency(), zone },
      })
      await refresh(true)
      navigate("/board", { replace: true })
    })
  return (
    <Show when={standing() !== "out"} fallback={<Navigate href="/sign-in" />}>
      <Frame
        title="Name your team"
        text="It gets a board of its own, with stages to start from."
        footer={
          <Button kind="quiet" onClick={() => void leave()}>
            Sign out
          </Button>
        }
      >
        <form onSubmit={form.submit(make)}>
          <TextField
            label="Team or company"
            value={team()}
            onValue={setTeam}
            error={form.fields().name}
            autocomplete="organization"
            autofocus
            required
            maxlength="120"
          />
          <TextField
            label="Your name"
            value={person()}
            onValue={setPerson}
            error={form.fields().person_name}
            autocomplete="name"
            required
            maxlength="120"
          />
          <SelectField
            label="Currency"
            value={currency()}
            onValue={setCurrency}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
          />
          <Show when={form.problem()}>
            {(text) => (
              <p data-problem role="alert">
                {text()}
              </p>
            )}
          </Show>
          <Button type="submit" kind="primary" busy={form.busy()}>
            Open the board
          </Button>
        </form>
      </Frame>
    </Show>
  )
}
