import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js"
import type { Change } from "../../shared/change.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"
import { isSame, type Ref } from "./ref.ts"

/** Keeps a record as it is now, and knows who changed it last. `patch` shows at once what the change itself tells. */
export function watchRecord(ref: Accessor<Ref>, patch?: (change: Change) => void): Accessor<number | undefined> {
  const [by, setBy] = createSignal<number>()
  const own = createMemo(ref, undefined, { equals: isSame })
  createEffect(() => {
    const { kind, id } = own()
    const again = () => void queryClient.invalidateQueries({ queryKey: [kind, id] })
    const heard = (change: Change) => {
      if (change.id !== id) return
      setBy(change.by)
      patch?.(change)
      again()
    }
    onCleanup(listen([kind], heard, again))
  })
  return by
}
