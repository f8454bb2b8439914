import type { DealCard } from "../../shared/api/deal-card.ts"
import { dayText } from "../filters/words.ts"
import { IconAlert, IconChevronRight, IconClock, IconOverdue } from "../ui/icons.ts"
import { useDesk } from "./desk.ts"
import { urgency } from "./order.ts"

const DUE = [
  { state: "overdue", label: "Next activity is overdue", icon: IconOverdue },
  { state: "today", label: "Next activity is due today", icon: IconClock },
  { state: "none", label: "No activity planned", icon: IconAlert },
  { state: "later", label: "Next activity is due later", icon: IconChevronRight },
] as const

/** How a deal's next activity stands, told by colour and shape; pressed, it shows what is planned. */
export function Due(props: { card: DealCard }) {
  const desk = useDesk()
  const due = () => DUE[urgency(props.card, desk.today())]
  const title = () => {
    const next = props.card.next_activity
    return next === null ? due().label : `${due().label}: ${next.subject}, ${dayText(next.due_date)}`
  }
  const isOpen = () => {
    const opened = desk.opened()
    return opened?.what === "activities" && opened.card.id === props.card.id
  }
  return (
    <button
      type="button"
      data-due={due().state}
      aria-label={title()}
      title={title()}
      aria-haspopup="dialog"
      aria-expanded={isOpen()}
      onClick={(event) =>
        desk.setOpened(isOpen() ? undefined : { what: "activities", card: props.card, at: event.currentTarget })
      }
    >
      <span data-due-mark>{due().icon({})}</span>
    </button>
  )
}
