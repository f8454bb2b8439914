import type { ActivityAnswer } from "../../shared/api/activities.ts"
import { Check } from "../ui/choice.tsx"

type Props = {
  rows: readonly ActivityAnswer[]
  chosen: ReadonlySet<number>
  onChosen: (chosen: ReadonlySet<number>) => void
}

const COLUMNS = ["Subject", "Type", "Deal", "Person", "Organization", "Due", "Duration", "Priority", "Owner"] as const

export function ListHead(props: Props) {
  const all = () => props.rows.length > 0 && props.rows.every((row) => props.chosen.has(row.id))
  return (
    <div data-activity-row data-head>
      <span data-act-cell="choose">
        <Check
          label="Choose all shown"
          quietLabel
          checked={all()}
          indeterminate={props.chosen.size > 0}
          onChecked={(on) => props.onChosen(new Set(on ? props.rows.map((row) => row.id) : []))}
        />
      </span>
      <span data-act-cell="tick">
        <span class="sr-only">Done</span>
      </span>
      {COLUMNS.map((name) => (
        <span data-act-cell={name.toLowerCase()}>{name}</span>
      ))}
      <span data-act-cell="menu">
        <span class="sr-only">Commands</span>
      </span>
    </div>
  )
}
