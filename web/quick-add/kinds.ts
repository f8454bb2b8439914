import type { Setup } from "../../shared/api/workspaces.ts"
import { IconActivities, IconDeal, IconNote, IconOrganization, IconPerson } from "../ui/icons.ts"

/** What can be added from anywhere. `key` is what follows the full stop. */
export const KINDS = [
  { kind: "deal", label: "Deal", key: "d", icon: IconDeal },
  { kind: "person", label: "Person", key: "p", icon: IconPerson },
  { kind: "organization", label: "Organization", key: "o", icon: IconOrganization },
  { kind: "activity", label: "Activity", key: "a", icon: IconActivities },
  { kind: "note", label: "Note", key: "n", icon: IconNote },
] as const

/** Whether you may add anything: yes, until it is known. */
export const mayAdd = (setup: Setup | undefined) => setup?.may.includes("records.add") !== false

export type AddKind = (typeof KINDS)[number]["kind"]
