import { Dynamic } from "solid-js/web"
import { Dialog } from "../ui/dialog.tsx"
import { ActivityForm } from "./activity-form.tsx"
import { DealForm } from "./deal-form.tsx"
import { type AddKind, KINDS } from "./kinds.ts"
import { NoteForm } from "./note-form.tsx"
import { closeQuickAdd, type Given } from "./open.ts"
import { OrganizationForm } from "./organization-form.tsx"
import { PersonForm } from "./person-form.tsx"
import "./quick-add.css"

const FORMS = {
  deal: DealForm,
  person: PersonForm,
  organization: OrganizationForm,
  activity: ActivityForm,
  note: NoteForm,
}

/** Adds a record from anywhere. What was typed is still there when it was closed and is opened again. */
export function QuickAdd(props: { kind: AddKind; given: Given }) {
  const label = () => KINDS.find((one) => one.kind === props.kind)?.label.toLowerCase() ?? ""
  return (
    <Dialog open={true} onOpen={(open) => open || closeQuickAdd()} title={`Add ${article(label())} ${label()}`} wide>
      <Dynamic component={FORMS[props.kind]} given={props.given} />
    </Dialog>
  )
}

const article = (word: string) => (/^[aeiou]/.test(word) ? "an" : "a")
