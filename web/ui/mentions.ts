import { createSignal } from "solid-js"
import type Squire from "squire-rte"

type Person = { id: number; name: string }
type Source = { mentions?: (text: string) => readonly Person[] }

/** An @ at the beginning of a word, and what was typed since. */
const TYPED = /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]*)?)?$/u

/** Who may be meant where the caret stands, and putting them there. */
export function createMentions(source: Source, editor: () => Squire | undefined) {
  const [typed, setTyped] = createSignal<string>()
  const [active, setActive] = createSignal(0)
  const [dismissed, setDismissed] = createSignal<string>()
  const people = () => {
    const text = typed()
    return text === undefined || source.mentions === undefined ? [] : source.mentions(text)
  }
  const look = () => {
    const text = wordsAt(editor()?.getSelection())
    if (text !== typed()) setActive(0)
    if (text === undefined || !text.startsWith(dismissed() ?? "\n")) setDismissed(undefined)
    setTyped(text)
  }
  const pick = (index: number) => {
    const person = people()[index]
    const squire = editor()
    const text = typed()
    if (person === undefined || squire === undefined || text === undefined) return
    const range = squire.getSelection()
    range.setStart(range.endContainer, range.endOffset - text.length - 1)
    const span = document.createElement("span")
    span.dataset["mention"] = String(person.id)
    span.textContent = `@${person.name}`
    squire.setSelection(range)
    squire.insertHTML(`${span.outerHTML}&nbsp;`)
    setTyped(undefined)
  }
  return {
    open: () => dismissed() === undefined && people().length > 0,
    setOpen: () => undefined,
    rows: () => people().map((person) => ({ key: String(person.id), label: person.name })),
    active,
    setActive,
    pick,
    look,
    close: () => setTyped(undefined),
    onEscape: () => setDismissed(typed()),
  }
}

function wordsAt(range: Range | undefined): string | undefined {
  if (range?.collapsed !== true || range.endContainer.nodeType !== Node.TEXT_NODE) return undefined
  if (range.endContainer.parentElement?.closest("[data-mention], a") !== null) return undefined
  const match = TYPED.exec((range.endContainer.textContent ?? "").slice(0, range.endOffset))
  return match === null ? undefined : (match[1] ?? "")
}
