import { For, type JSX, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { customText, dayText, toneOf } from "../filters/words.ts"
import { contactsOf } from "../record/hidden.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Badge } from "../ui/badge.tsx"
import { IconCalendar, IconHourglass } from "../ui/icons.ts"
import { useDesk } from "./desk.ts"

export function CardLabels(props: { card: DealCard }) {
  const desk = useDesk()
  const labels = () =>
    desk.shows("label") ? desk.labels().filter((option) => props.card.label_ids.includes(option.id)) : []
  return (
    <Show when={labels().length > 0}>
      <p data-card-labels>
        <For each={labels()}>{(label) => <Badge tone={toneOf(label.color)}>{label.label}</Badge>}</For>
      </p>
    </Show>
  )
}

/** What a card shows below its title: the fields that were chosen. */
export function CardFace(props: { card: DealCard; stale: number | undefined; children: JSX.Element }) {
  const desk = useDesk()
  const owner = () => desk.setup().users.find((user) => user.id === props.card.owner_id)?.name ?? ""
  const contact = () => contactsOf(props.card)
  return (
    <>
      <Show when={desk.shows("contact") && contact()}>
        <p data-card-contact>{contact()}</p>
      </Show>
      <CustomFields card={props.card} />
      <div data-card-foot>
        <Show when={desk.shows("owner") && owner()}>{(name) => <Avatar name={name()} size="s" />}</Show>
        <span data-card-facts class="num">
          <Show when={desk.shows("value")}>
            <span data-card-value>
              {formatMoney(minorUnits(props.card.value, props.card.currency), props.card.currency)}
            </span>
          </Show>
          <Facts card={props.card} />
          <Show when={props.stale}>
            {(days) => (
              <span data-card-stale title={`No sign of life for ${days()} days`}>
                <IconHourglass />
                {days()} d<span class="sr-only"> without a sign of life</span>
              </span>
            )}
          </Show>
        </span>
        {props.children}
      </div>
    </>
  )
}

const DAY = 86_400_000

function Facts(props: { card: DealCard }) {
  const desk = useDesk()
  const age = () => Math.max(0, Math.floor((Date.now() - Date.parse(props.card.add_time)) / DAY))
  return (
    <>
      <Show when={desk.shows("expected_close_date") && props.card.expected_close_date}>
        {(day) => (
          <span title="Expected close date" data-late={day() < desk.today() ? "" : undefined}>
            <IconCalendar />
            {dayText(day())}
          </span>
        )}
      </Show>
      <Show when={desk.shows("probability")}>
        <span title="Probability">{props.card.probability ?? desk.rules().chanceIn(props.card.stage_id)} %</span>
      </Show>
      <Show when={desk.shows("age")}>
        <span title={`Added ${age()} days ago`}>{age()} d old</span>
      </Show>
    </>
  )
}

function CustomFields(props: { card: DealCard }) {
  const desk = useDesk()
  const rows = () =>
    desk.customFields().flatMap((field) => {
      const text = customText(field, props.card.custom_fields?.[field.field_code])
      return text === "" ? [] : { name: field.field_name, text }
    })
  return (
    <Show when={rows().length > 0}>
      <dl data-card-custom>
        <For each={rows()}>
          {(row) => (
            <div>
              <dt>{row.name}</dt>
              <dd>{row.text}</dd>
            </div>
          )}
        </For>
      </dl>
    </Show>
  )
}
