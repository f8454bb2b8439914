import { createMemo, For, Show } from "solid-js"
import { Badge } from "../ui/badge.tsx"
import { TextField } from "../ui/field.tsx"
import type { Tone } from "../ui/tone.ts"
import { addressOf, found, type Operation, type Pointed } from "./document.ts"

const MOST = 30
const TONES: Record<string, Tone> = { get: "blue", post: "green", put: "orange", patch: "teal", delete: "red" }

type Props = {
  operations: readonly Operation[]
  typed: string
  onType: (text: string) => void
  onOpen: (pointed: Pointed) => void
}

/** Operations by what is typed. */
export function Search(props: Props) {
  const results = createMemo(() => found(props.operations, props.typed))
  const isTyped = () => props.typed.trim() !== ""
  return (
    <search>
      <TextField
        label="Find an operation"
        quietLabel
        type="search"
        placeholder="Find an operation…"
        value={props.typed}
        onValue={props.onType}
      />
      <p role="status">{isTyped() ? countIn(results().length) : ""}</p>
      <Show when={results().length > 0}>
        <ul data-docs-found aria-label="Operations found">
          <For each={results().slice(0, MOST)}>
            {(operation) => <Found operation={operation} onOpen={() => props.onOpen({ ...operation })} />}
          </For>
        </ul>
      </Show>
    </search>
  )
}

function countIn(count: number): string {
  if (count === 0) return "Nothing found. Try words of its path or of what it does."
  if (count > MOST) return `${MOST} operations, and ${count - MOST} more that are not shown`
  return count === 1 ? "1 operation" : `${count} operations`
}

function Found(props: { operation: Operation; onOpen: () => void }) {
  return (
    <li>
      <a href={addressOf(props.operation)} noScroll onClick={props.onOpen}>
        <Badge tone={TONES[props.operation.method] ?? "grey"}>{props.operation.method.toUpperCase()}</Badge>
        <code>{props.operation.path}</code>
        <span>{props.operation.summary}</span>
      </a>
    </li>
  )
}
