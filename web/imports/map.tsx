import { createMemo, For, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Button } from "../ui/button.tsx"
import { Choices } from "../ui/choice.tsx"
import { ColumnRow } from "./column-row.tsx"
import { columnFor, targetOf } from "./draft.ts"
import { createMapping, type Mapped } from "./mapping.ts"
import { OwnersPanel } from "./owners.tsx"
import { PlacePanel } from "./place.tsx"
import { PipelinesPanel, StagesPanel } from "./places.tsx"
import { StepHead } from "./step-head.tsx"
import { targetOptions } from "./targets.ts"
import { Trouble } from "./trouble.tsx"
import { countText, numberText } from "./words.ts"
import "./map.css"

/** What becomes of each column, and of the words in it that stand for something here. */
export function MapStep(props: { job: Mapped; setup: Setup; onSent: () => void }) {
  const form = createMapping(props.job, () => props.setup)
  const options = createMemo(() => targetOptions(props.setup, form.draft.makesDeals))
  const used = () => form.columns.filter(({ index }) => targetOf(form.draft, index) !== "ignore").length
  const column = (target: string) => columnFor(form.draft, form.columns, target)
  const send = async () => {
    await form.send()
    if (form.problem() === undefined) props.onSent()
  }
  return (
    <form
      data-import-step="map"
      aria-labelledby="import-step"
      novalidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <StepHead
        title="What is in the columns?"
        text={`${numberText(used())} of ${countText(form.columns.length, "column")} will be imported. Change what was not recognized.`}
      />
      <Trouble job={props.job} title="The rows could not be checked" />
      <Choices
        label="Each row is"
        value={form.draft.makesDeals ? "deal" : "contact"}
        options={[
          { value: "deal", label: "A deal, with its organization and person" },
          { value: "contact", label: "A contact: the file has contacts only" },
        ]}
        onValue={(value) => form.set("makesDeals", value === "deal")}
      />
      <section data-import-panel aria-label="Columns of the file">
        <div data-column-heads aria-hidden="true">
          <span>Column in the file</span>
          <span>First values</span>
          <span>Becomes</span>
        </div>
        <ul>
          <For each={form.columns}>{(one) => <ColumnRow column={one} form={form} options={options()} />}</For>
        </ul>
      </section>
      <Show when={form.draft.makesDeals}>
        <PlacePanel form={form} />
        <Show when={column("pipeline")}>{(one) => <PipelinesPanel column={one()} form={form} />}</Show>
        <Show when={column("stage")}>{(one) => <StagesPanel column={one()} form={form} />}</Show>
      </Show>
      <Show when={column("owner")}>{(one) => <OwnersPanel column={one()} form={form} />}</Show>
      <footer data-import-foot="held">
        <Show when={form.problem()}>
          {(text) => (
            <p data-problem role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Button type="submit" kind="primary" busy={form.busy()}>
          Check the rows
        </Button>
      </footer>
    </form>
  )
}
