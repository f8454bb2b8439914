import { Show } from "solid-js"
import type { DealDetail } from "../../shared/api/deals.ts"
import { useBones } from "../record/context.ts"
import { Fact } from "../record/fact.tsx"
import { Section } from "../record/section.tsx"
import { daysSince, showDays, showInstant } from "../record/when.ts"
import { Badge } from "../ui/badge.tsx"

const ORIGINS: Record<string, string> = { ManuallyCreated: "Added by hand", API: "API", Import: "Import" }

/** How old a deal is, how long it has been quiet, and where it came from. */
export function Overview(props: { deal: DealDetail }) {
  const bones = useBones()
  const it = () => props.deal
  const closed = () => it().won_time ?? it().lost_time
  const rotten = () => {
    const stage = bones.setup()?.stages.find((one) => one.id === it().stage_id)
    const days = stage?.is_deal_rot_enabled === true ? stage.days_to_rotten : null
    return it().status === "open" && days !== null && daysSince(it().touch_time) > days
  }
  return (
    <Section name="deal.overview" title="Overview">
      <div data-rows>
        <Fact label="Age">{showDays(daysSince(it().add_time, Date.parse(closed() ?? new Date().toISOString())))}</Fact>
        <Fact label="Inactive for">
          {showDays(daysSince(it().touch_time))}{" "}
          <Show when={rotten()}>
            <Badge tone="red">Rotten</Badge>
          </Show>
        </Fact>
        <Fact label="Created">
          {showInstant(it().add_time)} by {bones.userName(it().creator_user_id) || "somebody who left"}
        </Fact>
        <Fact label="Source">{ORIGINS[it().origin] ?? it().origin}</Fact>
        <Show when={closed()}>
          {(time) => <Fact label={it().status === "won" ? "Won" : "Lost"}>{showInstant(time())}</Fact>}
        </Show>
      </div>
    </Section>
  )
}
