import { createSignal, Show } from "solid-js"
import { Choices } from "../ui/choice.tsx"
import { IconView } from "../ui/icons.ts"
import { Popover } from "../ui/popover.tsx"
import { toast } from "../ui/toast.tsx"
import { useBones } from "./context.ts"
import { said } from "./optimistic.ts"

export type Level = 1 | 3 | 5 | 7

const LEVELS = ["1", "3", "5", "7"] as const

/** Who sees the record, and a choice of others, by the name of its owner's group. */
export function Visibility(props: { visibleTo: number; ownerId: number; onSave: (visibleTo: Level) => Promise<void> }) {
  const bones = useBones()
  const [open, setOpen] = createSignal(false)
  const group = () => {
    const owner = bones.setup()?.users.find(({ id }) => id === props.ownerId)
    return bones.setup()?.groups.find(({ id }) => id === owner?.group_id)?.name ?? "the owner's group"
  }
  const words = (level: string) => {
    if (level === "1") return "The owner only"
    if (level === "7") return "Everyone"
    return level === "3" ? group() : `${group()} and the groups under it`
  }
  const may = () => bones.setup()?.may.includes("visibility.change") === true
  const save = async (value: (typeof LEVELS)[number]) => {
    setOpen(false)
    const level = ([1, 3, 5, 7] as const).find((one) => String(one) === value)
    if (level === undefined || level === props.visibleTo) return
    try {
      await props.onSave(level)
      toast(`Visible to: ${words(value)}`)
    } catch (error) {
      toast(`Who sees it was not changed. ${said(error, "")}`, { kind: "error" })
    }
  }
  return (
    <Show when={may()}>
      <Popover
        label={`Visible to: ${words(String(props.visibleTo))}`}
        kind="plain"
        placement="bottom-end"
        open={open()}
        onOpen={setOpen}
        trigger={<IconView />}
      >
        <div data-choose>
          <Choices
            label="Visible to"
            value={LEVELS.find((one) => one === String(props.visibleTo)) ?? "7"}
            onValue={(value) => void save(value)}
            options={LEVELS.map((value) => ({ value, label: words(value) }))}
          />
          <p data-note>Followers, admins and the groups above the owner's see it in any case.</p>
        </div>
      </Popover>
    </Show>
  )
}
