import { createSignal, For, Show } from "solid-js"
import type { StageAnswer } from "../../../shared/api/pipelines.ts"
import { call } from "../../app/client.ts"
import { createForm } from "../../app/form.ts"
import { saved } from "../../app/saved.ts"
import { TextField } from "../../ui/field.tsx"
import { Switch } from "../../ui/switch.tsx"
import { TONES, type Tone } from "../../ui/tone.ts"

type Change = {
  name?: string
  deal_probability?: number
  is_deal_rot_enabled?: boolean
  days_to_rotten?: number | null
  color?: Tone | null
}

/** What a stage is: each field is kept when it is left. What was refused stays, with the reason beside it. */
export function StageFields(props: { stage: StageAnswer }) {
  const [name, setName] = createSignal(props.stage.name)
  const [chance, setChance] = createSignal(String(props.stage.deal_probability))
  const [days, setDays] = createSignal(String(props.stage.days_to_rotten ?? 30))
  const form = createForm()
  const change = (body: Change) =>
    form.run(async () => {
      await saved(call("PATCH /api/v2/stages/{id}", { params: { id: props.stage.id }, body }))
    })
  const keepName = () => {
    if (name().trim() !== props.stage.name) void change({ name: name().trim() })
  }
  const keepChance = () => {
    if (Number(chance()) !== props.stage.deal_probability || chance().trim() === "")
      void change({ deal_probability: chance().trim() === "" ? Number.NaN : Number(chance()) })
  }
  const keepDays = () => {
    if (Number(days()) !== props.stage.days_to_rotten) void change({ days_to_rotten: Number(days()) })
  }
  const rot = (on: boolean) =>
    void change({ is_deal_rot_enabled: on, days_to_rotten: on ? Number(days()) || 30 : null })
  return (
    <div data-stage-fields>
      <TextField
        label="Name"
        value={name()}
        onValue={setName}
        onBlur={keepName}
        onKeyDown={(event) => event.key === "Enter" && keepName()}
        error={form.fields().name}
        maxlength="255"
      />
      <TextField
        label="Probability (%)"
        value={chance()}
        onValue={setChance}
        onBlur={keepChance}
        onKeyDown={(event) => event.key === "Enter" && keepChance()}
        error={form.fields().deal_probability}
        inputmode="numeric"
      />
      <Switch label="Deals rot" checked={props.stage.is_deal_rot_enabled} onChecked={rot} />
      <Show when={props.stage.is_deal_rot_enabled}>
        <TextField
          label="Rots after (days)"
          value={days()}
          onValue={setDays}
          onBlur={keepDays}
          onKeyDown={(event) => event.key === "Enter" && keepDays()}
          error={form.fields().days_to_rotten}
          inputmode="numeric"
        />
      </Show>
      <Colors stage={props.stage} onColor={(color) => void change({ color })} />
      <Show when={form.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  )
}

function Colors(props: { stage: StageAnswer; onColor: (color: Tone | null) => void }) {
  const group = () => `color-${props.stage.id}`
  return (
    <fieldset data-colors>
      <legend data-label>Colour</legend>
      <For each={["none", ...TONES] as const}>
        {(tone) => (
          <label data-color={tone} title={tone}>
            <input
              type="radio"
              name={group()}
              checked={(props.stage.color ?? "none") === tone}
              onChange={() => props.onColor(tone === "none" ? null : tone)}
            />
            <span class="sr-only">{tone}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
