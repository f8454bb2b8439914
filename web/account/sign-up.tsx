import { A } from "@solidjs/router"
import { signUp } from "aws-amplify/auth"
import { createSignal, Show } from "solid-js"
import { createForm } from "../app/form.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { Confirm } from "./confirm.tsx"
import { Frame } from "./frame.tsx"

export function SignUp() {
  const [email, setEmail] = createSignal("")
  const [name, setName] = createSignal("")
  const [password, setPassword] = createSignal("")
  const [sent, setSent] = createSignal(false)
  const form = createForm()
  const make = () =>
    form.run(async () => {
      const attributes = { email: email().trim(), name: name().trim() }
      await signUp({ username: attributes.email, password: password(), options: { userAttributes: attributes } })
      setSent(true)
    })
  return (
    <Show when={!sent()} fallback={<Confirm email={email().trim()} password={password()} />}>
      <Frame
        title="Make an account"
        text="Your pipeline stands in two minutes."
        footer={
          <>
            Have one already? <A href="/sign-in">Sign in</A>
          </>
        }
      >
        <form onSubmit={form.submit(make)}>
          <TextField
            label="Your name"
            value={name()}
            onValue={setName}
            autocomplete="name"
            autofocus
            required
            maxlength="120"
          />
          <TextField
            label="Work e-mail"
            type="email"
            value={email()}
            onValue={setEmail}
            autocomplete="username"
            required
          />
          <TextField
            label="Password"
            type="password"
            value={password()}
            onValue={setPassword}
            autocomplete="new-password"
            hint="At least 10 characters, with upper and lower case and a digit."
            minlength="10"
            required
          />
          <Show when={form.problem()}>
            {(text) => (
              <p data-problem role="alert">
                {text()}
              </p>
            )}
          </Show>
          <Button type="submit" kind="primary" busy={form.busy()}>
            Continue
          </Button>
        </form>
      </Frame>
    </Show>
  )
}
