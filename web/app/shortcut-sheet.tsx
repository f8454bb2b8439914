import { createMemo, For } from "solid-js"
import { Dialog } from "../ui/dialog.tsx"
import { Keys } from "../ui/keys.tsx"
import { Switch } from "../ui/switch.tsx"
import { close } from "./overlay.ts"
import { type Shortcut, setSingleKeys, shortcuts, singleKeys } from "./shortcuts.ts"
import "./shortcut-sheet.css"

/** Every key that does something here and now. */
export function ShortcutSheet() {
  const groups = createMemo(() => {
    const known = new Map<string, Map<string, Shortcut>>()
    for (const one of shortcuts()) {
      const group = known.get(one.group) ?? new Map<string, Shortcut>()
      known.set(one.group, group.set(one.keys, one))
    }
    return [...known].map(([name, entries]) => ({ name, entries: [...entries.values()] }))
  })
  return (
    <Dialog open={true} onOpen={close} title="Keyboard shortcuts" wide>
      <div data-sheet>
        <For each={groups()}>
          {(group) => (
            <section>
              <h3>{group.name}</h3>
              <dl>
                <For each={group.entries}>
                  {(one) => (
                    <div data-off={!singleKeys() && !one.keys.includes("+") ? "" : undefined}>
                      <dt>{one.name}</dt>
                      <dd>
                        <Keys keys={one.keys.replace("+", " ")} />
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
      <Switch
        label="Single-key shortcuts"
        hint="Turn them off if you speak to your computer or press keys by accident. Those with Ctrl stay."
        checked={singleKeys()}
        onChecked={setSingleKeys}
      />
    </Dialog>
  )
}
