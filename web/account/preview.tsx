import { For, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { PipelineTemplate } from "../../shared/pipeline-templates.ts"
import { Avatar } from "../ui/avatar.tsx"

type Props = { team: string; person: string; currency: string; template: PipelineTemplate }

/** Worths of the picture's deals, by column. */
const VALUES = [
  [18_000, 7_500, 4_200],
  [12_400, 9_800],
  [26_000, 6_400, 3_100],
  [15_500],
  [31_000, 8_800],
  [22_000],
] as const

/** The board as it will be, while it is being chosen: a picture, not to be worked on. */
export function Preview(props: Props) {
  const money = (value: number) => formatMoney(minorUnits(value, props.currency), props.currency)
  return (
    <aside data-preview aria-hidden="true">
      <div data-preview-board>
        <div data-preview-head>
          <strong>{props.team.trim() || "Your team"}</strong>
          <span>{props.template.pipeline}</span>
          <Avatar name={props.person.trim() || "You"} size="s" />
        </div>
        <div data-preview-columns>
          <For each={props.template.stages}>
            {(stage, i) => (
              <div data-preview-column>
                <div data-preview-stage>
                  <span>{stage.name}</span>
                  <small>{stage.probability} %</small>
                </div>
                <For each={VALUES[i() % VALUES.length]}>
                  {(value, at) => (
                    <div data-preview-card>
                      <span data-preview-line data-long={at() % 2 === 0 ? "" : undefined} />
                      <span data-preview-line data-faint="" />
                      <small class="num">{money(value)}</small>
                    </div>
                  )}
                </For>
                <Show when={i() === 0}>
                  <div data-preview-card data-ghost="" />
                </Show>
              </div>
            )}
          </For>
        </div>
      </div>
    </aside>
  )
}
