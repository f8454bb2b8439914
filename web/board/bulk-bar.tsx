import { For, type JSX, Show } from "solid-js"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { Button } from "../ui/button.tsx"
import { IconChevronDown, IconClose, IconLost, IconTrash, IconTrophy } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { Popover } from "../ui/popover.tsx"
import { assign, label, moveTo, nameOf, remove, win } from "./acts.ts"
import { type BulkWork, together } from "./bulk.ts"
import type { Refusal } from "./changes.ts"
import { useDesk } from "./desk.ts"
import { columnsOf } from "./focus.ts"
import { pickAll, unpickAll } from "./picking.ts"
import { type Act, refusal } from "./rights.ts"

/** What can be done with the deals that are picked, how far it is, and what was refused. */
export function BulkBar() {
  const desk = useDesk()
  return (
    <section data-bulk data-at-foot="" aria-label="Selected deals">
      <strong class="num" aria-live="polite">
        <Show when={desk.progress()} fallback={`${desk.picked().size} selected`}>
          {(now) => `${now().done} of ${now().of}`}
        </Show>
      </strong>
      <Show when={desk.progress()} fallback={<Commands />}>
        {(now) => <progress value={now().done} max={now().of} aria-label="Progress" />}
      </Show>
      <Show when={desk.refused().length > 0}>
        <Refused refused={desk.refused()} />
      </Show>
      <Button
        kind="quiet"
        size="s"
        icon={<IconClose />}
        aria-label="Unselect all"
        disabled={desk.progress() !== undefined}
        onClick={() => {
          desk.setRefused([])
          unpickAll(desk)
        }}
      />
    </section>
  )
}

function Commands() {
  const desk = useDesk()
  const cards = () => [...desk.picked().values()]
  const run = (work: BulkWork) => void together(desk, cards(), work)
  const trigger = (word: string) => (
    <>
      {word}
      <IconChevronDown />
    </>
  )
  const people = () => desk.setup().users.filter((user) => user.status === "active")
  const selected = () => `${desk.picked().size} selected`
  const off = (act: Act, to?: StageAnswer) => refusal(desk.setup(), cards(), act, to)
  const stages = () => desk.stages().filter((stage) => off("move", stage) === undefined)
  return (
    <div data-bulk-commands>
      <Menu label={`Select more, ${selected()}`} trigger={trigger("Select")} entries={moreEntries()} />
      <Offered why={off("move")} word="Move">
        <Menu
          label="Move to"
          trigger={trigger("Move")}
          entries={[
            ...stages().map((stage) => ({
              label: stage.name,
              onSelect: () => run((cards, along) => moveTo(desk, cards, stage, along)),
            })),
            { separator: true },
            {
              label: "Another pipeline…",
              onSelect: () => desk.setOpened({ what: "pipeline", cards: cards() }),
            },
          ]}
        />
      </Offered>
      <Offered why={off("assign")} word="Owner">
        <Menu
          label="Change owner"
          trigger={trigger("Owner")}
          entries={people().map((user) => ({
            label: user.name,
            onSelect: () => run((cards, along) => assign(desk, cards, user, along)),
          }))}
        />
      </Offered>
      <Show when={desk.labels().length > 0}>
        <Offered why={off("edit")} word="Labels">
          <Menu
            label="Change labels"
            trigger={trigger("Labels")}
            entries={desk.labels().map((option) => ({
              label: option.label,
              checked: cards().every((card) => card.label_ids.includes(option.id)),
              onSelect: () => run((cards, along) => label(desk, cards, option, along)),
            }))}
          />
        </Offered>
      </Show>
      <Button
        kind="quiet"
        icon={<IconTrophy />}
        disabled={off("edit") !== undefined}
        title={off("edit")}
        onClick={() => run((cards, along) => win(desk, cards, along))}
      >
        Won
      </Button>
      <Button
        kind="quiet"
        icon={<IconLost />}
        disabled={off("edit") !== undefined}
        title={off("edit")}
        onClick={() => desk.setOpened({ what: "lost", cards: cards() })}
      >
        Lost
      </Button>
      <Button
        kind="quiet"
        icon={<IconTrash />}
        disabled={off("delete") !== undefined}
        title={off("delete")}
        onClick={() => run((cards, along) => remove(desk, cards, along))}
      >
        Delete
      </Button>
    </div>
  )

  function moreEntries() {
    const stages = new Set(cards().map((card) => card.stage_id))
    const columns = columnsOf(desk).filter((column) => stages.has(column.stage_id))
    return columns.map((column) => ({
      label: `All loaded in ${desk.stages().find((stage) => stage.id === column.stage_id)?.name ?? ""}`,
      note: String(column.cards.length),
      onSelect: () => pickAll(desk, column.cards),
    }))
  }
}

/** A menu, or in its place a button that says why not. */
function Offered(props: { why: string | undefined; word: string; children: JSX.Element }) {
  return (
    <Show when={props.why} fallback={props.children}>
      {(why) => (
        <Button kind="quiet" disabled title={why()}>
          {props.word}
        </Button>
      )}
    </Show>
  )
}

function Refused(props: { refused: readonly Refusal[] }) {
  return (
    <Popover
      label="What was not changed"
      placement="top-start"
      class="refused"
      trigger={
        <>
          {nameOf(props.refused.map(({ card }) => card))} not changed
          <IconChevronDown />
        </>
      }
    >
      <ul data-refused>
        <For each={props.refused}>
          {({ card, why }) => (
            <li>
              <strong>{card.title}</strong> {why}
            </li>
          )}
        </For>
      </ul>
    </Popover>
  )
}
