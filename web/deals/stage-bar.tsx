import { createMemo, For, Show } from "solid-js"
import type { DealDetail } from "../../shared/api/deals.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { refusal } from "../board/rights.ts"
import { useBones } from "../record/context.ts"
import { createNarrow } from "../record/narrow.ts"
import { said } from "../record/optimistic.ts"
import { IconCheck, IconChevronDown } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { toast } from "../ui/toast.tsx"
import { moveDeal } from "./queries.ts"
import { showStay, stays } from "./stages.ts"
import "./stages.css"

/** The stages of the deal's pipeline, the days it spent in each, and a press to move it. */
export function StageBar(props: { deal: DealDetail }) {
  const bones = useBones()
  const narrow = createNarrow()
  const stages = createMemo(() =>
    (bones.setup()?.stages ?? [])
      .filter((stage) => stage.pipeline_id === props.deal.pipeline_id && !stage.is_deleted)
      .sort((a, b) => a.order_nr - b.order_nr),
  )
  const spent = createMemo(() => stays(props.deal))
  const place = () => stages().findIndex((stage) => stage.id === props.deal.stage_id)
  const off = (stage: StageAnswer) => {
    const setup = bones.setup()
    return setup === undefined ? undefined : refusal(setup, [props.deal], "move", stage)
  }
  const move = async (stage: StageAnswer) => {
    if (stage.id === props.deal.stage_id) return
    try {
      await moveDeal(props.deal, stage)
      toast(`Moved to ${stage.name}`)
    } catch (error) {
      toast(`The deal was not moved. ${said(error, "")}`, { kind: "error" })
    }
  }
  const far = () => `${place() + 1} of ${stages().length} · ${showStay(spent().get(props.deal.stage_id))}`
  return (
    <Show
      when={narrow()}
      fallback={
        <ol data-stages data-status={props.deal.status} aria-label="Stages">
          <For each={stages()}>
            {(stage, i) => (
              <li data-stage={i() < place() ? "passed" : i() === place() ? "current" : "ahead"}>
                <button
                  type="button"
                  aria-current={i() === place() ? "step" : undefined}
                  disabled={off(stage) !== undefined}
                  title={off(stage)}
                  onClick={() => void move(stage)}
                >
                  <span data-stage-name>
                    <Show when={i() === place()}>
                      <IconCheck aria-hidden="true" />
                    </Show>
                    <Show when={i() !== place()}>
                      <span class="sr-only">Move to </span>
                    </Show>
                    {stage.name}
                  </span>
                  <span data-stage-days class="num">
                    {showStay(spent().get(stage.id)) || "–"}
                  </span>
                </button>
              </li>
            )}
          </For>
        </ol>
      }
    >
      <div data-progress data-status={props.deal.status}>
        <div data-progress-bar aria-hidden="true">
          <For each={stages()}>{(_, i) => <span data-reached={i() <= place() ? "" : undefined} />}</For>
        </div>
        <Menu
          label={`Stage: ${stages()[place()]?.name ?? ""}, ${far()}`}
          kind="plain"
          class="progress-menu"
          trigger={
            <>
              <span>{stages()[place()]?.name}</span> <small class="num">{far()}</small>
              <IconChevronDown />
            </>
          }
          entries={stages()
            .filter((stage) => off(stage) === undefined)
            .map((stage) => ({
              label: stage.name,
              note: showStay(spent().get(stage.id)),
              checked: stage.id === props.deal.stage_id,
              onSelect: () => void move(stage),
            }))}
        />
      </div>
    </Show>
  )
}
