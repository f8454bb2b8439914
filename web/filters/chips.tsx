import { createMemo, For, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Condition } from "../../shared/report.ts"
import { IconClose } from "../ui/icons.ts"
import type { Group } from "./draft.ts"
import { filterFields } from "./fields.ts"
import { useFilters } from "./queries.ts"
import { conditionText } from "./texts.ts"
import { EVERYTHING, isNarrowed, type View } from "./view.ts"

type Props = { setup: Setup; view: View; onView: (change: Partial<View>) => void }
type Chip = { text: string; off: () => void }

/** What narrows what is shown, each of which can be taken off. */
export function FilterChips(props: Props) {
  const { filters } = useFilters(() => props.view.filterId !== undefined)
  const fields = createMemo(() => filterFields(props.setup))
  const owners = (): Chip[] =>
    props.view.owners.map((owner) => ({
      text:
        owner === "me" ? "My deals" : (props.setup.users.find((user) => user.id === owner)?.name ?? `Owner ${owner}`),
      off: () => props.onView({ owners: props.view.owners.filter((one) => one !== owner) }),
    }))
  const labels = (): Chip[] =>
    props.view.labels.map((id) => ({
      text:
        fields()
          .find((field) => field.key === "label_ids")
          ?.options?.find((one) => one.value === String(id))?.label ?? "Label",
      off: () => props.onView({ labels: props.view.labels.filter((one) => one !== id) }),
    }))
  const saved = (): Chip[] => {
    const { filterId } = props.view
    if (filterId === undefined) return []
    const name = filters()?.find((filter) => filter.id === filterId)?.name ?? "Filter"
    return [{ text: name, off: () => props.onView({ filterId: undefined }) }]
  }
  const without = (group: Group, condition: Condition) => {
    const { all = [], any = [] } = props.view.conditions ?? {}
    const rest = { all, any }
    props.onView({ conditions: { ...rest, [group]: rest[group].filter((one) => one !== condition) } })
  }
  const conditions = (group: Group): Chip[] =>
    (props.view.conditions?.[group] ?? []).map((condition, at) => ({
      text: `${group === "any" && at > 0 ? "or " : ""}${conditionText(condition, fields())}`,
      off: () => without(group, condition),
    }))
  const chips = () => [...owners(), ...labels(), ...saved(), ...conditions("all"), ...conditions("any")]
  return (
    <Show when={isNarrowed(props.view)}>
      <ul data-filter-chips aria-label="Active filters">
        <For each={chips()}>
          {(chip) => (
            <li data-filter-chip>
              {chip.text}
              <button type="button" aria-label={`Remove ${chip.text}`} onClick={() => chip.off()}>
                <IconClose />
              </button>
            </li>
          )}
        </For>
        <li>
          <button type="button" data-button="quiet" data-size="s" onClick={() => props.onView(EVERYTHING)}>
            Show all
          </button>
        </li>
      </ul>
    </Show>
  )
}
