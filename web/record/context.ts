import { createContext, useContext } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Ref } from "./ref.ts"

export type Named = { id: number; name: string }

/** What everything on a record's page may ask of it. */
export type Bones = {
  ref: () => Ref
  setup: () => Setup | undefined
  userName: (id: number) => string
  /** What an activity, note or file added here hangs on. */
  links: () => { deal_id?: number; person_id?: number; org_id?: number }
  /** The person it is about, whom an activity is with. */
  contact: () => Named | undefined
  /** Names of the others who edit a field at this moment. */
  editorsOf: (field: string) => string[]
  /** Said when you begin to edit a field, and with undefined when you end. */
  editing: (field: string | undefined) => void
  /** Who changed the record last. */
  changedBy: () => string
}

export const BonesContext = createContext<Bones>()

export function useBones(): Bones {
  const bones = useContext(BonesContext)
  if (bones === undefined) throw new Error("This belongs on a record's page")
  return bones
}
