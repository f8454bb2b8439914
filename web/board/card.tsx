import { A } from "@solidjs/router"
import { createEffect, createSignal, onCleanup, Show } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealCard } from "../../shared/api/deals.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { announce } from "../ui/announce.ts"
import { Avatar } from "../ui/avatar.tsx"
import { makeDraggable } from "../ui/drag.ts"
import { IconAlert, IconChevronRight, IconDots, IconTrash } from "../ui/icons.ts"
import { Menu, type MenuEntry } from "../ui/menu.tsx"
import { today, urgency } from "./columns.ts"
import { move, settle } from "./queries.ts"

type Props = { card: DealCard; setup: Setup | undefined; stages: StageAnswer[]; stage: StageAnswer }

const DUE = [
  { state: "overdue", label: "Next activity is overdue" },
  { state: "today", label: "Next activity is due today" },
  { state: "none", label: "No activity planned" },
  { state: "later", label: "Next activity is due later" },
] as const

export function Card(props: Props) {
  const [element, setElement] = createSignal<HTMLElement>()
  const [dragging, setDragging] = createSignal(false)
  createEffect(() => {
    const card = element()
    if (card === undefined) return
    onCleanup(
      makeDraggable(card, {
        data: () => ({ card: props.card }),
        onStart: () => setDragging(true),
        onEnd: () => setDragging(false),
      }),
    )
  })
  const owner = () => props.setup?.users.find((user) => user.id === props.card.owner_id)?.name ?? ""
  const contact = () => [props.card.org_name, props.card.person_name].filter(Boolean).join(", ")
  const labels = () => {
    const known =
      props.setup?.fields.find((field) => field.of === "deal" && field.field_code === "label_ids")?.options ?? []
    return known.filter((option) => props.card.label_ids.includes(option.id))
  }
  const rotten = () => {
    const { is_deal_rot_enabled, days_to_rotten } = props.stage
    if (!is_deal_rot_enabled || days_to_rotten === null) return false
    return Date.now() - Date.parse(props.card.touch_time) > days_to_rotten * 86_400_000
  }
  return (
    <li data-card ref={setElement} data-dragging={dragging() ? "" : undefined} data-rotten={rotten() ? "" : undefined}>
      <Show when={labels().length > 0}>
        <p data-card-labels>
          {labels().map((label) => (
            <span data-label-dot={label.color ?? "blue"}>{label.label}</span>
          ))}
        </p>
      </Show>
      <A href={`/deals/${props.card.id}`} data-card-title draggable={false}>
        {props.card.title}
      </A>
      <Show when={contact()}>
        <p data-card-contact>{contact()}</p>
      </Show>
      <div data-card-foot>
        <Show when={owner()}>{(name) => <Avatar name={name()} size="s" />}</Show>
        <span data-card-value class="num">
          {formatMoney(minorUnits(props.card.value, props.card.currency), props.card.currency)}
        </span>
        <Due card={props.card} />
        <Menu
          label={`Commands for ${props.card.title}`}
          class="card-menu"
          trigger={<IconDots />}
          entries={commands(props)}
        />
      </div>
    </li>
  )
}

function Due(props: { card: DealCard }) {
  const due = () => DUE[urgency(props.card, today())]
  const title = () => {
    const next = props.card.next_activity
    return next === null ? due().label : `${due().label}: ${next.subject}, ${next.due_date}`
  }
  return (
    <span data-due={due().state} role="img" aria-label={title()} title={title()}>
      <Show when={due().state === "none"} fallback={<IconChevronRight />}>
        <IconAlert />
      </Show>
    </span>
  )
}

function commands(props: Props): MenuEntry[] {
  const { card, stage } = props
  const moves = props.stages
    .filter((other) => other.id !== stage.id)
    .map((other) => ({
      label: other.name,
      onSelect: () => {
        void move(stage.pipeline_id, card, other.id, props.setup)
        announce(`${card.title} moved to ${other.name}`)
      },
    }))
  const done = (how: Parameters<typeof settle>[2]) => void settle(stage.pipeline_id, card, how, props.setup)
  return [
    { heading: "Move to" },
    ...moves,
    { separator: true },
    { label: "Won", onSelect: () => done({ status: "won" }) },
    { label: "Lost", onSelect: () => done({ status: "lost" }) },
    { separator: true },
    { label: "Delete", icon: IconTrash, danger: true, onSelect: () => done({ is_deleted: true }) },
  ]
}
