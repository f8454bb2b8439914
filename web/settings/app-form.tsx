import { createSignal } from "solid-js"
import type { OauthAppAnswer } from "../../shared/api/oauth-apps.ts"
import type { Scope } from "../../shared/scopes.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { TextArea, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import type { WithSecret } from "./apps.tsx"
import { ScopePicks } from "./scope-picks.tsx"

type Props = {
  app?: OauthAppAnswer
  onSaved: (made?: WithSecret) => Promise<void>
  onClose: () => void
}

export function AppForm(props: Props) {
  const [name, setName] = createSignal(props.app?.name ?? "")
  const [uris, setUris] = createSignal(props.app?.redirect_uris.join("\n") ?? "")
  const [scopes, setScopes] = createSignal<Scope[]>(props.app?.scopes.filter((scope) => scope !== "base") ?? [])
  const form = createForm()
  const save = () =>
    form.run(async () => {
      const redirect_uris = uris()
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
      const body = { name: name().trim(), redirect_uris, scopes: scopes() }
      const id = props.app?.id
      if (id === undefined) await props.onSaved(await call("POST /api/v2/oauth/apps", { body }))
      else {
        await call("PATCH /api/v2/oauth/apps/{id}", { params: { id }, body })
        await props.onSaved()
      }
    })
  const uriFault = () => {
    const [field, why] = Object.entries(form.fields()).find(([key]) => key.startsWith("redirect_uris")) ?? []
    const line = field === undefined ? Number.NaN : Number(field.split(".")[1])
    return Number.isNaN(line) ? why : `Line ${line + 1}: ${why}`
  }
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem()}
      busy={form.busy()}
      action={props.app === undefined ? "Register" : "Save"}
      onCancel={props.onClose}
    >
      <TextField label="Name" value={name()} onValue={setName} error={form.fields().name} required maxlength="60" />
      <TextArea
        label="Addresses to return to"
        hint="One a line, exactly as the app sends them; https://, or http:// on its user's own computer."
        value={uris()}
        onValue={setUris}
        error={uriFault()}
        rows="3"
        spellcheck={false}
        required
      />
      <ScopePicks
        label="What it may ask for"
        hint="People see these words before they allow it."
        value={scopes()}
        onValue={setScopes}
        error={form.fields().scopes}
      />
    </Form>
  )
}
