import { createSignal, Show } from "solid-js"
import { Avatar } from "../ui/avatar.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { Popover } from "../ui/popover.tsx"
import { toast } from "../ui/toast.tsx"
import { useBones } from "./context.ts"
import { said } from "./optimistic.ts"

/** Who owns the record, and a way to give it to somebody else. */
export function Owner(props: { ownerId: number; onSave: (ownerId: number) => Promise<void> }) {
  const bones = useBones()
  const [open, setOpen] = createSignal(false)
  const name = () => bones.userName(props.ownerId)
  const people = () => (bones.setup()?.users ?? []).filter((user) => user.active_flag)
  const give = async (id: number) => {
    setOpen(false)
    if (id === props.ownerId) return
    try {
      await props.onSave(id)
      toast(`${bones.userName(id)} owns it now`)
    } catch (error) {
      toast(`The owner was not changed. ${said(error, "")}`, { kind: "error" })
    }
  }
  const gives = () => bones.setup()?.may.includes("owner.change") !== false
  const face = () => (
    <>
      <Avatar name={name()} size="s" />
      <span data-owner-name>{name()}</span>
    </>
  )
  return (
    <Show when={gives()} fallback={<span class="owner">{face()}</span>}>
      <Popover
        label={`Owner: ${name()}`}
        kind="plain"
        class="owner"
        placement="bottom-end"
        open={open()}
        onOpen={setOpen}
        trigger={face()}
      >
        <div data-choose>
          <Combobox
            label="New owner"
            autofocus
            placeholder="Find a colleague…"
            options={people()}
            value={people().find((user) => user.id === props.ownerId) ?? null}
            onValue={(user) => user !== null && void give(user.id)}
            keyOf={(user) => String(user.id)}
            labelOf={(user) => user.name}
            noteOf={(user) => user.email ?? undefined}
          />
        </div>
      </Popover>
    </Show>
  )
}
