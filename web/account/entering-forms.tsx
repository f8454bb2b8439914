import { Show } from "solid-js"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import type { Entering } from "./entering.ts"

/** The address, which may be known already, and the password. */
export function PasswordForm(props: { entering: Entering; known?: boolean }) {
  const { form } = props.entering
  return (
    <form onSubmit={form.submit(props.entering.enter)}>
      <TextField
        label="E-mail"
        type="email"
        value={props.entering.email()}
        onValue={props.entering.setEmail}
        autocomplete="username"
        readonly={props.known === true}
        autofocus={props.known !== true}
        required
      />
      <TextField
        label="Password"
        type="password"
        value={props.entering.password()}
        onValue={props.entering.setPassword}
        autocomplete="current-password"
        autofocus={props.known === true}
        required
      />
      <Wrong text={form.problem()} />
      <Button type="submit" kind="primary" busy={form.busy()}>
        Sign in
      </Button>
    </form>
  )
}

/** The six digits of the second factor. */
export function CodeForm(props: { entering: Entering }) {
  const { form } = props.entering
  return (
    <form onSubmit={form.submit(props.entering.answer)}>
      <TextField
        label="Code"
        value={props.entering.code()}
        onValue={props.entering.setCode}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="9"
        autofocus
        required
      />
      <Wrong text={form.problem()} />
      <Button type="submit" kind="primary" busy={form.busy()}>
        Continue
      </Button>
      <Button kind="quiet" onClick={() => props.entering.back()}>
        Back
      </Button>
    </form>
  )
}

export function Wrong(props: { text: string | undefined }) {
  return (
    <Show when={props.text}>
      {(text) => (
        <p data-problem role="alert">
          {text()}
        </p>
      )}
    </Show>
  )
}
