import { createSignal, Show } from "solid-js"
import type { ActivityAnswer, ActivityChange } from "../../shared/api/activities.ts"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { DateField } from "../ui/date-field.tsx"
import { IconCalendar, IconCheck, IconClose, IconPerson } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { Popover } from "../ui/popover.tsx"
import { changeMany } from "./acts.ts"
import { useDesk } from "./desk.ts"
import { dueFrom, wallOf } from "./time.ts"
import { nearDay, within } from "./words.ts"

const many = (count: number) => `${count} ${count === 1 ? "activity" : "activities"}`

/** What is done to all that are chosen. */
export function BulkBar(props: { picked: readonly ActivityAnswer[]; onDone: () => void }) {
  const desk = useDesk()
  const [through, setThrough] = createSignal<number>()
  const [day, setDay] = createSignal("")
  const [moving, setMoving] = createSignal(false)
  const form = createForm()
  const [lacking, setLacking] = createSignal(false)
  const run = async (changeOf: (activity: ActivityAnswer) => ActivityChange, said: (count: number) => string) => {
    setThrough(0)
    await changeMany(props.picked, changeOf, said, setThrough)
    setThrough(undefined)
    props.onDone()
  }
  const moved = (activity: ActivityAnswer) => dueFrom(desk.clocks(), day(), wallOf(desk.clocks(), activity).minute)
  const owners = () => (desk.setup()?.users ?? []).filter((user) => user.active_flag)
  return (
    <section data-bulk-bar data-at-foot="" aria-label="Chosen activities">
      <p role="status">
        <Show when={through() !== undefined} fallback={`${props.picked.length} chosen`}>
          {through()} of {props.picked.length}…
        </Show>
      </p>
      <Show when={props.picked.some((activity) => activity.rec_rule !== null)}>
        <p data-bulk-note>Of those that repeat only the chosen ones are changed.</p>
      </Show>
      <Button
        icon={<IconCheck />}
        disabled={through() !== undefined}
        onClick={() =>
          void run(
            () => ({ done: true }),
            (count) => `${many(count)} marked done`,
          )
        }
      >
        Mark done
      </Button>
      <Menu
        label="Reassign"
        kind="plain"
        trigger={
          <>
            <IconPerson />
            Reassign
          </>
        }
        entries={owners().map((user) => ({
          label: user.name,
          onSelect: () =>
            void run(
              () => ({ owner_id: user.id }),
              (count) => `${many(count)} given to ${user.name}`,
            ),
        }))}
      />
      <Popover
        label="Move date"
        kind="plain"
        placement="top-start"
        open={moving()}
        onOpen={setMoving}
        trigger={
          <>
            <IconCalendar />
            Move date
          </>
        }
      >
        <form
          data-form
          onSubmit={form.submit(async () => {
            setLacking(day() === "")
            if (lacking()) return
            setMoving(false)
            await run(moved, (count) => `${many(count)} moved to ${within(nearDay(day(), desk.today()))}`)
          })}
        >
          <DateField
            label="New date"
            value={day()}
            onValue={setDay}
            hint="Each keeps its time."
            error={lacking() ? "Choose a day" : undefined}
          />
          <Button type="submit" kind="primary">
            Move
          </Button>
        </form>
      </Popover>
      <Button kind="quiet" icon={<IconClose />} aria-label="Choose none" onClick={() => props.onDone()} />
    </section>
  )
}
