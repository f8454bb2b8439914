import { A } from "@solidjs/router"
import { createMemo, createSignal, Show } from "solid-js"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { money } from "../fields/words.ts"
import { contactsOf } from "../record/hidden.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Badge } from "../ui/badge.tsx"
import { VirtualList } from "../ui/virtual.tsx"
import { CellView } from "./cell.tsx"
import type { Column } from "./columns.ts"

type Props = { rows: readonly DealRow[]; columns: readonly Column[]; setup: Setup; onEnd: () => void }

/** Pixels of each card that was seen. */
const heights = new Map<string | number, number>()

/** The deals on a phone: one below the other. */
export function Cards(props: Props) {
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])))
  return (
    <div data-dl-cards data-scroll="deals" ref={setScroll}>
      <VirtualList
        items={props.rows.map((row) => row.id)}
        estimate={118}
        gap={8}
        heights={heights}
        keyOf={(id) => id}
        scroll={scroll}
        onEnd={() => props.onEnd()}
      >
        {(id) => (
          <Show when={byId().get(id)}>{(row) => <Card row={row()} columns={props.columns} setup={props.setup} />}</Show>
        )}
      </VirtualList>
    </div>
  )
}

function Card(props: { row: DealRow; columns: readonly Column[]; setup: Setup }) {
  const stage = () => props.setup.stages.find((one) => one.id === props.row.stage_id)?.name ?? ""
  const owner = () => props.setup.users.find((user) => user.id === props.row.owner_id)?.name
  const next = () => props.columns.find((column) => column.kind === "next")
  const contact = () => contactsOf(props.row)
  return (
    <A href={`/deals/${props.row.id}`} data-dl-card>
      <strong>{props.row.title}</strong>
      <span class="num">{money(props.row.value, props.row.currency)}</span>
      <span data-dl-about>{contact()}</span>
      <span data-dl-owner>
        <Show when={owner()}>{(name) => <Avatar name={name()} size="s" />}</Show>
      </span>
      <span data-dl-state>
        <Show when={props.row.status !== "open"} fallback={<Badge tone="grey">{stage()}</Badge>}>
          <Badge tone={props.row.status === "won" ? "green" : "red"}>
            {props.row.status === "won" ? "Won" : "Lost"}
          </Badge>
        </Show>
        <Show when={props.row.status === "open" && next()}>
          {(column) => <CellView row={props.row} column={column()} setup={props.setup} />}
        </Show>
      </span>
    </A>
  )
}
