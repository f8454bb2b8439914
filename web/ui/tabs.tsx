import * as Kobalte from "@kobalte/core/tabs"
import { For, type JSX, Show } from "solid-js"
import "./tabs.css"

type Tab<T extends string> = { value: T; label: string; icon?: (props: object) => JSX.Element; count?: number }

type Props<T extends string> = {
  label: string
  value: T
  onValue: (value: T) => void
  tabs: readonly Tab<T>[]
  /** The panel of the chosen tab. */
  children: JSX.Element
}

export function Tabs<T extends string>(props: Props<T>) {
  const choose = (value: string) => {
    const tab = props.tabs.find((one) => one.value === value)
    if (tab !== undefined) props.onValue(tab.value)
  }
  return (
    <Kobalte.Root value={props.value} onChange={choose} data-tabs>
      <Kobalte.List data-tab-list aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Kobalte.Trigger value={tab.value} data-tab>
              <Show when={tab.icon}>{(icon) => icon()({})}</Show>
              {tab.label}
              <Show when={tab.count !== undefined}>
                <span data-tally>{tab.count}</span>
              </Show>
            </Kobalte.Trigger>
          )}
        </For>
      </Kobalte.List>
      <For each={props.tabs}>
        {(tab) => (
          <Kobalte.Content value={tab.value} data-tab-panel>
            {props.children}
          </Kobalte.Content>
        )}
      </For>
    </Kobalte.Root>
  )
}
