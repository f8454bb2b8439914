import { For, Show } from "solid-js"
import { announce } from "../ui/announce.ts"
import { Button } from "../ui/button.tsx"
import { Check } from "../ui/choice.tsx"
import { IconDown, IconUp } from "../ui/icons.ts"
import { type Column, FIXED } from "./columns.ts"
import type { Layout } from "./layout.ts"

/** Which columns are shown, and in what order. */
export function ColumnsPanel(props: { layout: Layout; all: readonly Column[] }) {
  const shown = () => props.layout.shown()
  const keys = () => {
    const taken = shown().map((column) => column.key)
    return [...taken, ...props.all.map((column) => column.key).filter((key) => !taken.includes(key))]
  }
  const nameOf = (key: string) => props.all.find((column) => column.key === key)?.name ?? key
  const place = (key: string) => shown().findIndex((column) => column.key === key)
  const shift = (key: string, by: number) => {
    props.layout.shift(key, by)
    announce(`${nameOf(key)} is column ${place(key) + 1}`)
  }
  return (
    <div data-dl-panel>
      <ul aria-label="Columns">
        <For each={keys()}>
          {(key) => (
            <li>
              <Show when={key !== FIXED} fallback={<span data-dl-fixed>{nameOf(key)}</span>}>
                <Check label={nameOf(key)} checked={place(key) >= 0} onChecked={() => props.layout.toggle(key)} />
                <Show when={place(key) >= 0}>
                  <Button
                    kind="quiet"
                    size="s"
                    icon={<IconUp />}
                    aria-label={`Move ${nameOf(key)} to the left`}
                    disabled={place(key) <= 1}
                    onClick={() => shift(key, -1)}
                  />
                  <Button
                    kind="quiet"
                    size="s"
                    icon={<IconDown />}
                    aria-label={`Move ${nameOf(key)} to the right`}
                    disabled={place(key) === shown().length - 1}
                    onClick={() => shift(key, 1)}
                  />
                </Show>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Button kind="quiet" size="s" onClick={() => props.layout.reset()}>
        As at first
      </Button>
    </div>
  )
}
