/** The board by keyboard: from card to card, lifting and carrying, selecting, and the commands on what has the focus. */
import { onCleanup } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { useShortcut } from "../app/shortcuts.ts"
import { announce } from "../ui/announce.ts"
import { toast } from "../ui/toast.tsx"
import { moveTo, win } from "./acts.ts"
import { together } from "./bulk.ts"
import type { Desk } from "./desk.ts"
import { focusCard, walk } from "./focus.ts"
import { pick, unpickAll } from "./picking.ts"
import { type Act, refusal } from "./rights.ts"

const GROUP = "Board"

export function useKeys(desk: Desk): void {
  const focused = () => {
    const id = cardAt(document.activeElement)
    return id === undefined ? undefined : desk.find(id)
  }
  const chosen = (): readonly DealCard[] => {
    const card = focused()
    if (desk.picked().size > 0) return [...desk.picked().values()]
    return card === undefined ? [] : [card]
  }
  const withChosen = (act: Act, run: (cards: readonly DealCard[]) => void) => () => {
    const cards = chosen()
    const why = refusal(desk.setup(), cards, act)
    if (why !== undefined) toast(why, { kind: "error" })
    else if (cards.length > 0) run(cards)
  }
  const on = (keys: string, name: string, run: () => void) => useShortcut(keys, run, { name, group: GROUP })
  on("j", "Next deal", () => walk(desk, 0, 1))
  on("k", "Previous deal", () => walk(desk, 0, -1))
  on("x", "Select the deal", () => {
    const card = focused()
    if (card !== undefined) pick(desk, card)
  })
  on(
    "m",
    "Move to another stage",
    withChosen("move", (cards) => desk.setOpened({ what: "move", cards })),
  )
  on(
    "w",
    "Mark as won",
    withChosen("edit", (cards) => void together(desk, cards, (all, along) => win(desk, all, along))),
  )
  on(
    "l",
    "Mark as lost",
    withChosen("edit", (cards) => desk.setOpened({ what: "lost", cards })),
  )
  const pressed = (event: KeyboardEvent) => handle(desk, event)
  window.addEventListener("keydown", pressed)
  onCleanup(() => window.removeEventListener("keydown", pressed))
}

/** The deal whose card an element is in. */
export function cardAt(element: Element | null): number | undefined {
  const id = Number(element?.closest<HTMLElement>("[data-card]")?.dataset.card)
  return id > 0 ? id : undefined
}

const WAYS: Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function handle(desk: Desk, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape") {
    leave(desk)
    return
  }
  const target = event.target instanceof Element ? event.target : null
  if (target?.matches("[data-card-title]") !== true) return
  const way = WAYS[event.key]
  const lifted = desk.lifted()
  if (way !== undefined) {
    event.preventDefault()
    if (lifted === undefined) walk(desk, ...way)
    else carry(desk, lifted, way[0])
  } else if (event.key === " ") {
    event.preventDefault()
    if (lifted === undefined) lift(desk, cardAt(target))
    else drop(desk, lifted)
  } else if (event.key === "Enter" && lifted !== undefined) {
    event.preventDefault()
    drop(desk, lifted)
  }
}

function leave(desk: Desk): void {
  const lifted = desk.lifted()
  if (lifted !== undefined) {
    putDown(desk)
    announce(`${lifted.title} stays where it was`)
  } else if (desk.picked().size > 0 && desk.opened() === undefined) unpickAll(desk)
}

function lift(desk: Desk, id: number | undefined): void {
  const card = id === undefined ? undefined : desk.find(id)
  if (card === undefined) return
  desk.setLifted(card)
  desk.setHover({ stageId: card.stage_id, card, height: heightOf(card.id) })
  announce(`${card.title} lifted. Left and right carry it to another stage, Space puts it down, Escape leaves it.`)
}

function carry(desk: Desk, card: DealCard, across: -1 | 0 | 1): void {
  const stages = desk.stages()
  const at = stages.findIndex((stage) => stage.id === desk.hover()?.stageId)
  const next = stages[at + across]
  if (next === undefined || across === 0) return
  desk.setHover({ stageId: next.id, card, height: heightOf(card.id) })
  document.querySelector(`[data-column="${next.id}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" })
  const why = refusal(desk.setup(), [card], "move", next)
  announce(`Over ${next.name}, ${at + across + 1} of ${stages.length}${why === undefined ? "" : `. ${why}`}`)
}

function drop(desk: Desk, card: DealCard): void {
  const stage = desk.stages().find((one) => one.id === desk.hover()?.stageId)
  const cards = desk.picked().has(card.id) ? [...desk.picked().values()] : [card]
  const why = refusal(desk.setup(), cards, "move", stage)
  putDown(desk)
  if (why !== undefined) toast(why, { kind: "error" })
  else if (stage !== undefined && stage.id !== card.stage_id)
    void together(desk, cards, (all, along) => moveTo(desk, all, stage, along))
  else announce(`${card.title} stays where it was`)
  focusCard(desk, card.id)
}

function putDown(desk: Desk): void {
  desk.setLifted(undefined)
  desk.setHover(undefined)
}

function heightOf(id: number): number {
  return document.querySelector<HTMLElement>(`[data-flip="${id}"]`)?.offsetHeight ?? 0
}
