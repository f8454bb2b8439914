import { A, useSearchParams } from "@solidjs/router"
import { confirmResetPassword, resetPassword, signIn } from "aws-amplify/auth"
import { createSignal, Show } from "solid-js"
import { createForm } from "../app/form.ts"
import { refresh } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { Frame } from "./frame.tsx"

export function Forgot() {
  const [search] = useSearchParams()
  const [email, setEmail] = createSignal(typeof search.email === "string" ? search.email : "")
  const [code, setCode] = createSignal("")
  const [password, setPassword] = createSignal("")
  const [sent, setSent] = createSignal(false)
  const form = createForm()
  const ask = () =>
    form.run(async () => {
      await resetPassword({ username: email().trim() })
      setSent(true)
    })
  const change = () =>
    form.run(async () => {
      const username = email().trim()
      await confirmResetPassword({ username, confirmationCode: code().trim(), newPassword: password() })
      await signIn({ username, password: password() })
      await refresh()
    })
  return (
    <Frame
      title="New password"
      text={sent() ? `If ${email()} has an account, a code is on its way.` : "We send you a code by mail."}
      footer={<A href="/sign-in">Back to sign in</A>}
    >
      <form onSubmit={form.submit(() => (sent() ? change() : ask()))}>
        <Show
          when={sent()}
          fallback={
            <TextField
              label="E-mail"
              type="email"
              value={email()}
              onValue={setEmail}
              autocomplete="username"
              autofocus
              required
            />
          }
        >
          <TextField
            label="Code"
            value={code()}
            onValue={setCode}
            inputmode="numeric"
            autocomplete="one-time-code"
            autofocus
            required
          />
          <TextField
            label="New password"
            type="password"
            value={password()}
            onValue={setPassword}
            autocomplete="new-password"
            hint="At least 10 characters, with upper and lower case and a digit."
            minlength="10"
            required
          />
        </Show>
        <Show when={form.problem()}>
          {(text) => (
            <p data-problem role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Button type="submit" kind="primary" busy={form.busy()}>
          {sent() ? "Set password" : "Send the code"}
        </Button>
      </form>
    </Frame>
  )
}
