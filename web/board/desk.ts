/** What the parts of the board share: its data, what is picked, carried and open, and how it changes. */
import { type Accessor, batch, createContext, createMemo, createSignal, useContext } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { flip } from "../ui/flip.ts"
import type { Refusal } from "./changes.ts"
import * as columns from "./columns.ts"
import { type Board, find, type Rules, type Step } from "./columns.ts"
import { orderBy } from "./order.ts"
import { type Place, patchOf } from "./queries.ts"

/** What is open over a card: its menu, its activities, or a question about some cards. */
export type Opened =
  | { what: "menu" | "activities"; card: DealCard; at: HTMLElement }
  | { what: "lost" | "pipeline" | "move"; cards: readonly DealCard[] }

/** Where carried cards would come to stand. */
export type Hover = { stageId: number; card: DealCard; height: number }

type Given = {
  setup: Accessor<Setup>
  place: Accessor<Place>
  board: Accessor<Board | undefined>
  today: Accessor<string>
  /** Fields that cards show, by key. */
  fields: Accessor<readonly string[]>
}

export type Desk = ReturnType<typeof createDesk>

const Context = createContext<Desk>()
export const DeskProvider = Context.Provider

export function useDesk(): Desk {
  const desk = useContext(Context)
  if (desk === undefined) throw new Error("The board's parts stand inside the board")
  return desk
}

export function createDesk(given: Given) {
  const [root, setRoot] = createSignal<HTMLElement>()
  const [opened, setOpened] = createSignal<Opened>()
  const [carried, setCarried] = createSignal<readonly DealCard[]>([])
  const [lifted, setLifted] = createSignal<DealCard>()
  const [hover, setHover] = createSignal<Hover>()
  const [active, setActive] = createSignal<number>()
  const [picked, setPicked] = createSignal<ReadonlyMap<number, DealCard>>(new Map())
  const [progress, setProgress] = createSignal<{ done: number; of: number }>()
  const [refused, setRefused] = createSignal<readonly Refusal[]>([])
  const stages = createMemo(() => stagesOf(given.setup(), given.place().pipelineId))
  const chances = createMemo(() => new Map(given.setup().stages.map((stage) => [stage.id, stage.deal_probability])))
  const rules = createMemo(
    (): Rules => ({
      order: orderBy(given.place().query.sort, given.today()),
      chanceIn: (stageId) => chances().get(stageId) ?? 100,
    }),
  )
  const fields = createMemo(() => given.setup().fields.filter((field) => field.of === "deal"))
  const shown = createMemo(() => new Set(given.fields()))
  return {
    ...given,
    shows: (key: string) => shown().has(key),
    labels: createMemo(() => fields().find((field) => !field.is_custom_field)?.options ?? []),
    customFields: createMemo(() => fields().filter((field) => field.is_custom_field && shown().has(field.field_code))),
    stages,
    rules,
    root,
    setRoot,
    opened,
    setOpened,
    carried,
    setCarried,
    /** What is on its way to another stage, by a pointer or by keys. */
    moving: (): readonly DealCard[] => {
      const card = lifted()
      return card === undefined ? carried() : [card]
    },
    lifted,
    setLifted,
    hover,
    setHover,
    active,
    setActive,
    picked,
    setPicked,
    progress,
    setProgress,
    refused,
    setRefused,
    find: (id: number) => {
      const board = given.board()
      return board === undefined ? undefined : find(board, id)
    },
    /** How the board as it is now is changed, whatever is shown by then. */
    stepping() {
      const here = given.place()
      const [patch, fixed] = [patchOf(here), rules()]
      return (step: Step, from?: Map<string, DOMRect>) => {
        const run = () => batch(() => patch((board) => columns.after(board, step, fixed)))
        if (given.place() === here) flip(root(), run, from)
        else run()
      }
    },
  }
}

function stagesOf(setup: Setup, pipelineId: number): StageAnswer[] {
  return setup.stages.filter((stage) => stage.pipeline_id === pipelineId)
}
