/** Which fields cards show: everyone's own choice, kept on this device. */
import { createSignal } from "solid-js"

export const CARD_FIELDS = [
  { key: "label", name: "Labels" },
  { key: "contact", name: "Contact" },
  { key: "value", name: "Value" },
  { key: "owner", name: "Owner" },
  { key: "expected_close_date", name: "Expected close date" },
  { key: "probability", name: "Probability" },
  { key: "age", name: "Age" },
] as const

const FIRST: readonly string[] = ["label", "contact", "value", "owner"]
/** Custom fields that the board asks the server for. */
export const MOST_CUSTOM = 15

const nameOf = (userId: number) => `halyard.card-fields.${userId}`

/** The fields that someone chose, by key, and how to choose others. */
export function createCardFields(userId: () => number) {
  const [changes, setChanges] = createSignal(0)
  const chosen = (): readonly string[] => {
    changes()
    return localStorage.getItem(nameOf(userId()))?.split(",") ?? FIRST
  }
  const choose = (keys: readonly string[]) => {
    localStorage.setItem(nameOf(userId()), keys.join(","))
    setChanges((count) => count + 1)
  }
  return [chosen, choose] as const
}
