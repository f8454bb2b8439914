import { createSignal, For } from "solid-js"
import { Button } from "../ui/button.tsx"
import { Copy } from "../ui/copy.tsx"
import { IconCopy, IconDots, IconEdit, IconPlus, IconSearch, IconTrash } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { Tooltip } from "../ui/tooltip.tsx"
import { Specimen } from "./specimen.tsx"

const KINDS = ["primary", "plain", "quiet", "danger"] as const

export function Actions() {
  return (
    <>
      <For each={KINDS}>
        {(kind) => (
          <Specimen title={`Button, ${kind}`}>
            <Button kind={kind}>Add deal</Button>
            <Button kind={kind} icon={<IconPlus />}>
              With icon
            </Button>
            <Button kind={kind} size="s">
              Small
            </Button>
            <Button kind={kind} icon={<IconEdit />} aria-label={`Edit, ${kind}`} />
            <Button kind={kind} busy>
              Saving
            </Button>
            <Button kind={kind} disabled>
              Disabled
            </Button>
          </Specimen>
        )}
      </For>
      <Specimen title="Tooltip, on hover and focus">
        <Tooltip text="Search everything" keys="Ctrl K">
          <Button icon={<IconSearch />} aria-label="Search" />
        </Tooltip>
        <Tooltip text="It comes back from the bin within 30 days">
          <Button kind="danger">Delete</Button>
        </Tooltip>
      </Specimen>
      <Specimen title="Menu, with a submenu">
        <Commands />
      </Specimen>
      <Specimen title="Copy">
        <Copy text="https://halyard.example/deals/42" label="Copy link" of="deal 42" />
      </Specimen>
    </>
  )
}

function Commands() {
  const [last, setLast] = createSignal("nothing yet")
  const [stage, setStage] = createSignal("Qualified")
  const stages = ["Qualified", "Contact made", "Proposal made"]
  return (
    <>
      <Menu
        label="Commands"
        kind="plain"
        trigger={<IconDots />}
        entries={[
          { heading: "Deal" },
          { label: "Rename", icon: IconEdit, hotkey: "E", onSelect: () => setLast("Rename") },
          { label: "Duplicate", icon: IconCopy, hotkey: "Ctrl D", onSelect: () => setLast("Duplicate") },
          {
            label: "Move to",
            entries: stages.map((label) => ({
              label,
              checked: stage() === label,
              onSelect: () => {
                setStage(label)
                setLast(`Move to ${label}`)
              },
            })),
          },
          { separator: true },
          { label: "Delete", icon: IconTrash, danger: true, note: "30 days", onSelect: () => setLast("Delete") },
        ]}
      />
      <p data-said>Chosen: {last()}</p>
    </>
  )
}
