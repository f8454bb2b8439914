import { createSignal } from "solid-js"
import type { AddKind } from "./kinds.ts"

/** A record that is chosen, or one that will be made under this name. */
export type Picked = {
  id?: number | undefined
  name: string
  note?: string | undefined
  person?: Named | null | undefined
  organization?: Named | null | undefined
}
type Named = { id: number; name: string }

/** What is known already of what is to be added. */
export type Given = {
  person?: Picked
  organization?: Picked
  deal?: Picked
  pipeline_id?: number
  stage_id?: number
  name?: string
  due_date?: string
  due_time?: string
}

const [adding, setAdding] = createSignal<{ kind: AddKind; given: Given }>()

export { adding }

/** Opens the dialog that adds a record, from anywhere. */
export function quickAdd(kind: AddKind, given: Given = {}): void {
  setAdding({ kind, given })
}

export function closeQuickAdd(): void {
  setAdding(undefined)
}
