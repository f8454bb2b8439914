import { Navigate, useNavigate } from "@solidjs/router"
import { fetchUserAttributes } from "aws-amplify/auth"
import { createSignal, onMount, Show } from "solid-js"
import { PIPELINE_TEMPLATES, pipelineTemplate, type TemplateKey } from "../../shared/pipeline-templates.ts"
import { Problem } from "../../shared/problem.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { leave, refresh, standing } from "../app/session.ts"
import { currenciesOf } from "../quick-add/currencies.ts"
import { currencyName } from "../quick-add/currency-names.ts"
import { Button } from "../ui/button.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { toast } from "../ui/toast.tsx"
import { Wrong } from "./entering-forms.tsx"
import { guessedCurrency, guessedZone, zones } from "./guess.ts"
import { Preview } from "./preview.tsx"
import { Tiles } from "./tiles.tsx"
import "../ui/form.css"
import "./account.css"
import "./start.css"

type Begin = "empty" | "samples" | "import"

const BEGINNINGS: readonly { value: Begin; label: string; text: string }[] = [
  { value: "empty", label: "An empty board", text: "Add your first deal yourself." },
  { value: "samples", label: "Sample data", text: "A year of business to look around in." },
  { value: "import", label: "My own data", text: "Bring deals and contacts from a CSV file." },
]
const TEMPLATES = PIPELINE_TEMPLATES.map(({ key, name, about }) => ({ value: key, label: name, text: about }))
const ACTIONS: Record<Begin, string> = {
  empty: "Open the board",
  samples: "Open the board",
  import: "Choose a file to import",
}

/** First steps: name the team, take a pipeline, and stand on a board. */
export function Start() {
  const navigate = useNavigate()
  const zone = guessedZone()
  const [team, setTeam] = createSignal("")
  const [person, setPerson] = createSignal("")
  const [currency, setCurrency] = createSignal(guessedCurrency(zone, navigator.language))
  const [chosenZone, setZone] = createSignal(zone)
  const [template, setTemplate] = createSignal<TemplateKey>("sales")
  const [begin, setBegin] = createSignal<Begin>("empty")
  const [doing, setDoing] = createSignal("")
  const form = createForm()
  onMount(async () => {
    const attributes = await fetchUserAttributes().catch(() => undefined)
    if (person() === "" && attributes?.name !== undefined) setPerson(attributes.name)
  })
  const make = () =>
    form.run(async () => {
      setDoing("Setting up your workspace")
      if (standing() !== "in") {
        await call("POST /api/v2/workspaces", {
          body: {
            name: team(),
            person_name: person(),
            currency: currency(),
            zone: chosenZone(),
            template: template(),
          },
        })
        await refresh(true)
      }
      if (begin() === "samples") {
        setDoing("Filling it with a year of business")
        await addSamples()
      }
      navigate(begin() === "import" ? "/import" : "/board", { replace: true })
    })
  return (
    <Show when={standing() !== "out"} fallback={<Navigate href="/sign-in" />}>
      <main data-start>
        <div data-start-side>
          <header data-start-head>
            <img src="/icon.svg" alt="" width="32" height="32" />
            <h1>Set up your team</h1>
            <p data-account-text>Two minutes, and all of it can be changed later.</p>
          </header>
          <form onSubmit={form.submit(make)}>
            <div data-start-fields>
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
                error={form.fields().currency}
                options={currenciesOf(currency()).map((value) => ({ value, label: currencyName(value) }))}
              />
              <SelectField
                label="Time zone"
                value={chosenZone()}
                onValue={setZone}
                error={form.fields().zone}
                options={zones(zone).map((value) => ({ value, label: value.replaceAll("_", " ") }))}
              />
            </div>
            <Tiles label="A pipeline to start from" value={template()} onValue={setTemplate} options={TEMPLATES} />
            <Tiles label="Start with" value={begin()} onValue={setBegin} options={BEGINNINGS} narrow />
            <Wrong text={form.problem()} />
            <div data-start-foot>
              <Button type="submit" kind="primary" busy={form.busy()}>
                {form.busy() ? `${doing()}…` : ACTIONS[begin()]}
              </Button>
              <Button kind="quiet" onClick={() => void leave()}>
                Sign out
              </Button>
            </div>
          </form>
        </div>
        <Preview team={team()} person={person()} currency={currency()} template={pipelineTemplate(template())} />
      </main>
    </Show>
  )
}

/** A call that was cut short is taken up by the next one. */
const TRIES = 3

async function addSamples(): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await call("POST /api/v2/samples", { body: {} })
      return
    } catch (error) {
      if (error instanceof Problem && error.code === "conflict") return
      if (error instanceof Problem && error.code === "unavailable" && tries < TRIES) continue
      toast("The sample data could not be added. Your board is ready all the same.", { kind: "error" })
      return
    }
  }
}
