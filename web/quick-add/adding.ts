/** What every form of the quick-add dialog does: keep a draft, save, tell, and close. */
import type { Setup } from "../../shared/api/workspaces.ts"
import { createForm } from "../app/form.ts"
import { queryClient } from "../app/queries.ts"
import { createDraft } from "../record/drafts.ts"
import { short, toast } from "../ui/toast.tsx"
import type { AddKind } from "./kinds.ts"
import { closeQuickAdd } from "./open.ts"

/** What was added: its name and where it is. */
type Added = { name: string; href: string }

/** Queries that may show what was added. */
const FAMILIES: Record<AddKind, readonly string[]> = {
  deal: ["board", "deals", "list", "organization", "person"],
  person: ["persons", "contacts", "organization"],
  organization: ["organizations", "contacts"],
  activity: ["activities", "deal", "person", "organization"],
  note: ["flow", "notes", "deal", "person", "organization"],
}

export function createAdding<T extends object>(kind: AddKind, given: Partial<T>, empty: () => T) {
  const draft = createDraft<T>(`quick-add.${kind}`, empty)
  if (Object.keys(given).length > 0) draft.change(given)
  const form = createForm()
  const save = (add: () => Promise<Added>) =>
    form.run(async () => {
      const { name, href } = await add()
      draft.clear()
      closeQuickAdd()
      toast(`${short(name)} was added`, { link: { label: "Open", href } })
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => FAMILIES[kind].includes(String(queryKey[0])),
      })
    })
  return { ...draft, form, save }
}

/** What is wrong with fields that the form does not show, and what belongs to none. */
export function problemOf(form: ReturnType<typeof createForm>, shown: readonly string[]): string | undefined {
  const others = Object.entries(form.fields()).filter(([name]) => !shown.includes(name.split(".")[0] ?? name))
  return form.problem() ?? (others.length === 0 ? undefined : others.map((entry) => entry.join(": ")).join("; "))
}

export function ownerOptions(setup: Setup | undefined): { value: string; label: string }[] {
  return (setup?.users ?? [])
    .filter((user) => user.active_flag)
    .map((user) => ({ value: String(user.id), label: user.is_you ? `${user.name} (you)` : user.name }))
}
