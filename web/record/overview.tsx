import { useBones } from "./context.ts"
import { Fact } from "./fact.tsx"
import { Section } from "./section.tsx"
import { daysSince, showDays, showInstant } from "./when.ts"

/** When a contact came and how long it has been quiet. */
export function ContactOverview(props: { record: { add_time: string; update_time: string; owner_id: number } }) {
  const bones = useBones()
  return (
    <Section name={`${bones.ref().kind}.overview`} title="Overview">
      <div data-rows>
        <Fact label="Known for">{showDays(daysSince(props.record.add_time))}</Fact>
        <Fact label="Unchanged for">{showDays(daysSince(props.record.update_time))}</Fact>
        <Fact label="Added">{showInstant(props.record.add_time)}</Fact>
        <Fact label="Owner">{bones.userName(props.record.owner_id)}</Fact>
      </div>
    </Section>
  )
}
