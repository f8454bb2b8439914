import { createSignal, Show } from "solid-js"
import type { UserAnswer } from "../../shared/api/users.ts"
import type { Role } from "../../shared/permission.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { saved } from "../app/saved.ts"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { toast } from "../ui/toast.tsx"
import { ROLES } from "./words.ts"

export const ROLE_OPTIONS = [
  { value: "regular", label: ROLES.regular },
  { value: "admin", label: ROLES.admin },
] as const

export function roleOf(value: string): Role {
  return value === "admin" ? "admin" : "regular"
}

/** Invites someone new, or someone who owns records already but has no e-mail address yet. */
export function InviteForm(props: { user?: UserAnswer; onClose: () => void }) {
  const [name, setName] = createSignal("")
  const [email, setEmail] = createSignal("")
  const [role, setRole] = createSignal<Role>("regular")
  const form = createForm()
  const invite = () =>
    form.run(async () => {
      const id = props.user?.id
      const address = email().trim()
      await saved(
        id === undefined
          ? call("POST /api/v2/users", { body: { name: name().trim(), email: address, role: role() } })
          : call("PATCH /api/v2/users/{id}", { params: { id }, body: { email: address } }),
      )
      toast(`An invitation is on its way to ${address}`)
      props.onClose()
    })
  return (
    <Form
      onSubmit={form.submit(invite)}
      problem={form.problem()}
      busy={form.busy()}
      action="Send the invitation"
      onCancel={props.onClose}
    >
      <Show when={props.user === undefined}>
        <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="120" />
      </Show>
      <TextField
        label="E-mail"
        type="email"
        value={email()}
        onValue={setEmail}
        error={form.fields().email}
        autocomplete="off"
        required
      />
      <Show when={props.user === undefined}>
        <SelectField
          label="Role"
          value={role()}
          onValue={(value) => setRole(roleOf(value))}
          options={ROLE_OPTIONS}
          error={form.fields().role}
          hint="Admins also change pipelines, fields and people."
        />
      </Show>
    </Form>
  )
}
