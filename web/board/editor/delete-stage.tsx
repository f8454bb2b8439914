import { createSignal, Match, onMount, Show, Switch } from "solid-js"
import type { StageAnswer } from "../../../shared/api/pipelines.ts"
import type { Setup } from "../../../shared/api/workspaces.ts"
import { createForm } from "../../app/form.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { SelectField } from "../../ui/field.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { short, toast } from "../../ui/toast.tsx"
import { countIn, dissolve } from "./queries.ts"
import "../../ui/form.css"

type Props = { stage: StageAnswer; setup: Setup; onClose: () => void }

/** Asks where a stage's deals go before it does, and tells how far they are. */
export function DeleteStage(props: Props) {
  const others = () => props.setup.stages.filter((stage) => stage.id !== props.stage.id)
  const nearest = () => others().find((stage) => stage.pipeline_id === props.stage.pipeline_id) ?? others()[0]
  const [count, setCount] = createSignal<number>()
  const [to, setTo] = createSignal(nearest()?.id ?? 0)
  const [moved, setMoved] = createSignal(0)
  const form = createForm()
  const look = () =>
    form.run(async () => {
      setCount(await countIn(props.stage))
    })
  onMount(() => void look())
  const go = () =>
    form.run(async () => {
      await dissolve(props.stage, count() === 0 ? undefined : to(), (going) => {
        setMoved(going.moved)
        setCount(going.moved + going.left)
      })
      toast(`${short(props.stage.name)} deleted`)
      props.onClose()
    })
  return (
    <Dialog open onOpen={(open) => !open && !form.busy() && props.onClose()} title={`Delete ${props.stage.name}?`}>
      <div data-form>
        <Switch fallback={<Skeleton height="3rem" />}>
          <Match when={count() === 0}>
            <p>It holds no open deals. Deals that were won or lost here stay in reports.</p>
          </Match>
          <Match when={(count() ?? 0) > 0}>
            <p>
              It holds {count()} open {count() === 1 ? "deal" : "deals"}, which must go somewhere first.
            </p>
            <SelectField
              label="Move its deals to"
              value={String(to())}
              onValue={(id) => setTo(Number(id))}
              options={others().map((stage) => ({ value: String(stage.id), label: nameOf(stage, props.setup) }))}
              error={form.fields().to_stage_id}
              disabled={form.busy()}
            />
          </Match>
        </Switch>
        <Show when={form.busy() && moved() > 0}>
          <progress value={moved()} max={count()} aria-label={`${moved()} of ${count()} deals moved`} />
        </Show>
        <Show when={form.problem()}>
          {(text) => (
            <p data-problem role="alert">
              {text()}
            </p>
          )}
        </Show>
        <div data-form-foot>
          <Button kind="danger" busy={form.busy()} disabled={count() === undefined} onClick={() => void go()}>
            {count() === 0 ? "Delete stage" : "Move deals and delete stage"}
          </Button>
          <Button kind="quiet" disabled={form.busy()} onClick={() => props.onClose()}>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function nameOf(stage: StageAnswer, setup: Setup): string {
  const pipeline = setup.pipelines.find((one) => one.id === stage.pipeline_id)
  return setup.pipelines.length > 1 && pipeline !== undefined ? `${pipeline.name}: ${stage.name}` : stage.name
}
