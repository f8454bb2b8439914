import { For, Show } from "solid-js"
import { Avatar } from "../ui/avatar.tsx"
import { Check } from "../ui/choice.tsx"
import { IconChevronDown, IconTeam } from "../ui/icons.ts"
import { Popover } from "../ui/popover.tsx"
import { useDesk } from "./desk.ts"
import { hueOf } from "./owner-colors.ts"
import type { Owners } from "./view-state.ts"

type Props = { value: Owners; onValue: (owners: Owners) => void; colored?: boolean }

/** Whose activities are shown: mine, everyone's, or those of some. */
export function OwnerFilter(props: Props) {
  const desk = useDesk()
  const me = () => desk.setup()?.me.id ?? 0
  const ids = () => (props.value === "everyone" ? [] : props.value)
  const users = () =>
    (desk.setup()?.users ?? [])
      .filter((user) => user.active_flag || ids().includes(user.id))
      .toSorted((a, b) => Number(b.id === me()) - Number(a.id === me()) || a.name.localeCompare(b.name))
  const word = () => {
    if (props.value === "everyone") return "Everyone"
    if (ids().length === 1) return ids()[0] === me() ? "Me" : desk.userName(ids()[0] ?? 0)
    return `${ids().length} people`
  }
  const press = (id: number) => {
    const others = ids().filter((one) => one !== id)
    props.onValue(others.length === ids().length ? [...others, id] : others)
  }
  return (
    <Popover
      label={`Owner: ${word()}`}
      kind="plain"
      placement="bottom-end"
      trigger={
        <>
          <IconTeam />
          <span data-owner-word>{word()}</span>
          <IconChevronDown />
        </>
      }
    >
      <fieldset data-owner-list>
        <legend data-label>Whose activities</legend>
        <Check
          label="Everyone"
          checked={props.value === "everyone"}
          onChecked={(checked) => props.onValue(checked ? "everyone" : [me()])}
        />
        <For each={users().map((user) => user.id)}>
          {(id) => (
            <div data-owner-row>
              <Check
                label={id === me() ? `${desk.userName(id)} (me)` : desk.userName(id)}
                checked={ids().includes(id)}
                onChecked={() => press(id)}
              />
              <Show when={props.colored === true} fallback={<Avatar name={desk.userName(id)} size="s" />}>
                <span data-owner-dot={hueOf(id, me())} aria-hidden="true" />
              </Show>
            </div>
          )}
        </For>
      </fieldset>
    </Popover>
  )
}
