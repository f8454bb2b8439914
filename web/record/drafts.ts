import { createEffect, createSignal, on } from "solid-js"

/** A form's content that outlives switching tabs and reloading the page. `key` is read once; `clear` begins anew. */
export function createDraft<T>(key: string, empty: () => T) {
  const place = `halyard.draft.${key}`
  const [draft, setDraft] = createSignal<T>(stored(place) ?? empty())
  createEffect(
    on(
      draft,
      (value) => {
        if (JSON.stringify(value) === JSON.stringify(empty())) sessionStorage.removeItem(place)
        else sessionStorage.setItem(place, JSON.stringify(value))
      },
      { defer: true },
    ),
  )
  return {
    draft,
    change: (part: Partial<T>) => setDraft((before) => ({ ...before, ...part })),
    clear: () => {
      sessionStorage.removeItem(place)
      setDraft(() => empty())
    },
  }
}

function stored<T>(place: string): T | undefined {
  const text = sessionStorage.getItem(place)
  return text === null ? undefined : (JSON.parse(text) as T)
}
