import { useLocation, useNavigate } from "@solidjs/router"
import { signIn, signOut } from "aws-amplify/auth"
import { createSignal, Show } from "solid-js"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { configure, refresh } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { Frame } from "./frame.tsx"

/** Where an invitation's link leads. Its secret is behind the #, so that it reaches no server log. */
export function Join() {
  const location = useLocation()
  const navigate = useNavigate()
  const [name, setName] = createSignal("")
  const [password, setPassword] = createSignal("")
  const form = createForm()
  const accept = () =>
    form.run(async () => {
      await configure()
      await signOut().catch(() => undefined)
      const invitation = location.hash.slice(1)
      const { email } = await call("POST /api/v2/invitations/accept", {
        body: { invitation, name: name(), password: password() },
      })
      await signIn({ username: email, password: password() })
      await refresh(true)
      navigate("/board", { replace: true })
    })
  return (
    <Frame title="Welcome aboard" text="Say who you are and choose a password.">
      <form onSubmit={form.submit(accept)}>
        <TextField
          label="Your name"
          value={name()}
          onValue={setName}
          autocomplete="name"
          error={form.fields().name}
          autofocus
          required
          maxlength="120"
        />
        <TextField
          label="Password"
          type="password"
          value={password()}
          onValue={setPassword}
          autocomplete="new-password"
          hint="At least 10 characters, with upper and lower case and a digit."
          error={form.fields().password}
          minlength="10"
          required
        />
        <Show when={form.problem() ?? form.fields().invitation}>
          {(text) => (
            <p data-problem role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Button type="submit" kind="primary" busy={form.busy()}>
          Join
        </Button>
      </form>
    </Frame>
  )
}
