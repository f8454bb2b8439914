import { createSignal, For, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconPlus } from "../ui/icons.ts"
import { InviteForm } from "./invite-form.tsx"
import { PersonRow } from "./person-row.tsx"
import { allowed } from "./queries.ts"
import { Section } from "./section.tsx"

/** Who works here, and as what. */
export function People(props: { setup: Setup }) {
  const [inviting, setInviting] = createSignal(false)
  const edits = () => allowed(props.setup, "users.edit")
  const find = (id: number) => props.setup.users.find((user) => user.id === id)
  return (
    <Section
      title="People"
      text={edits() ? undefined : "Admins invite people and change their roles."}
      add={
        <Show when={edits()}>
          <Button icon={<IconPlus />} onClick={() => setInviting(true)}>
            Invite someone
          </Button>
        </Show>
      }
    >
      <ul data-panel data-rows aria-label="People">
        <For each={props.setup.users.map((user) => user.id)}>
          {(id) => <Show when={find(id)}>{(user) => <PersonRow user={user()} edits={edits()} />}</Show>}
        </For>
      </ul>
      <Dialog open={inviting()} onOpen={setInviting} title="Invite someone">
        <InviteForm onClose={() => setInviting(false)} />
      </Dialog>
    </Section>
  )
}
