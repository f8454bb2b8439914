import { createEffect, createSignal, For, on, onCleanup } from "solid-js"
import { isCalm } from "../ui/motion.ts"
import { useDesk } from "./desk.ts"
import { columnsOf } from "./focus.ts"

/** On a phone: the stages by name, of which one fills the screen. Swiping the board goes on to the next. */
export function StageStrip() {
  const desk = useDesk()
  const [current, setCurrent] = createSignal<number>()
  const shown = () => current() ?? desk.stages()[0]?.id
  let strip: HTMLElement | undefined
  createEffect(() => {
    const board = desk.root()
    if (board !== undefined) onCleanup(watchColumns(board, setCurrent))
  })
  createEffect(
    on(shown, (id) => {
      const tab = strip?.querySelector<HTMLElement>(`[data-tab="${id}"]`)
      if (tab == null || strip === undefined) return
      strip.scrollTo({ left: tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2, behavior: motion() })
    }),
  )
  const go = (id: number) => {
    setCurrent(id)
    desk
      .root()
      ?.querySelector(`[data-column="${id}"]`)
      ?.scrollIntoView({ behavior: motion(), inline: "center", block: "nearest" })
  }
  const countOf = (id: number) => columnsOf(desk).find((column) => column.stage_id === id)?.count
  return (
    <nav
      data-strip
      aria-label="Stages"
      ref={(element) => {
        strip = element
      }}
    >
      <For each={desk.stages()}>
        {(stage) => (
          <button
            type="button"
            data-tab={stage.id}
            aria-current={shown() === stage.id ? "true" : undefined}
            onClick={() => go(stage.id)}
          >
            {stage.name}
            <span class="num">{countOf(stage.id)}</span>
          </button>
        )}
      </For>
    </nav>
  )
}

/** Tells which column fills most of the board. */
function watchColumns(board: HTMLElement, tell: (id: number) => void): () => void {
  let frame = 0
  const look = () => {
    const middle = board.getBoundingClientRect().x + board.clientWidth / 2
    for (const column of board.querySelectorAll<HTMLElement>("[data-column]")) {
      const { left, right } = column.getBoundingClientRect()
      if (left <= middle && right >= middle) tell(Number(column.dataset.column))
    }
  }
  const scrolled = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(look)
  }
  board.addEventListener("scroll", scrolled, { passive: true })
  return () => {
    cancelAnimationFrame(frame)
    board.removeEventListener("scroll", scrolled)
  }
}

function motion(): ScrollBehavior {
  return isCalm() ? "instant" : "smooth"
}
