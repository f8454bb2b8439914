import { createContext, type JSX, useContext } from "solid-js"
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Ref } from "./ref.ts"

export type Named = { id: number; name: string }

/** A note's new text, and whether its editing was begun among what matters now: there the note stays until it ends. */
export type Written = { content: string; inFocus: boolean }

export type Question = {
  title: string
  text: string
  action: string
  onConfirm: () => Promise<unknown>
  /** What is to be chosen before. */
  more?: () => JSX.Element
}

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
  /** Asked at the page: what it is about may move to another list of it meanwhile. */
  ask: (question: Question) => void
  /** Opens an activity's form, at the page for the same reason. */
  edit: (activity: ActivityAnswer) => void
  /** What is being written into a note; undefined where nothing is. */
  written: (noteId: number) => Written | undefined
  write: (noteId: number, written: Written | undefined) => void
}

export const BonesContext = createContext<Bones>()

export function useBones(): Bones {
  const bones = useContext(BonesContext)
  if (bones === undefined) throw new Error("This belongs on a record's page")
  return bones
}
