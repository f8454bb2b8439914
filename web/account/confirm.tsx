import { confirmSignUp, resendSignUpCode, signIn } from "aws-amplify/auth"
import { createSignal, Show } from "solid-js"
import { createForm } from "../app/form.ts"
import { refresh } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { toast } from "../ui/toast.tsx"
import { Frame } from "./frame.tsx"

/** The code from the mail; then in, with the password typed before. */
export function Confirm(props: { email: string; password: string }) {
  const [code, setCode] = createSignal("")
  const form = createForm()
  const confirm = () =>
    form.run(async () => {
      await confirmSignUp({ username: props.email, confirmationCode: code().trim() })
      await signIn({ username: props.email, password: props.password })
      await refresh()
    })
  const again = () =>
    form.run(async () => {
      await resendSignUpCode({ username: props.email })
      toast(`A new code is on its way to ${props.email}`)
    })
  return (
    <Frame title="Check your mail" text={`We sent a code to ${props.email}.`}>
      <form onSubmit={form.submit(confirm)}>
        <TextField
          label="Code"
          value={code()}
          onValue={setCode}
          inputmode="numeric"
          autocomplete="one-time-code"
          autofocus
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
        <Button kind="quiet" onClick={() => void again()}>
          Send a new code
        </Button>
      </form>
    </Frame>
  )
}
