import { A, useSearchParams } from "@solidjs/router"
import { Match, Switch } from "solid-js"
import { refresh } from "../app/session.ts"
import { Confirm } from "./confirm.tsx"
import { createEntering } from "./entering.ts"
import { CodeForm, PasswordForm } from "./entering-forms.tsx"
import { Frame } from "./frame.tsx"

export function SignIn() {
  const [search] = useSearchParams()
  const entering = createEntering({
    email: typeof search.email === "string" ? search.email : "",
    done: async () => {
      await refresh()
    },
  })
  return (
    <Switch>
      <Match when={entering.step() === "confirm"}>
        <Confirm email={entering.email().trim()} password={entering.password()} />
      </Match>
      <Match when={entering.step() === "code"}>
        <Frame title="Your code" text="Type the six digits that your authenticator app shows.">
          <CodeForm entering={entering} />
        </Frame>
      </Match>
      <Match when={entering.step() === "password"}>
        <Frame
          title="Sign in"
          footer={
            <>
              New here? <A href="/sign-up">Make an account</A>
            </>
          }
        >
          <PasswordForm entering={entering} />
          <p data-account-foot>
            <A href={`/forgot?email=${encodeURIComponent(entering.email().trim())}`}>Forgot your password?</A>
          </p>
        </Frame>
      </Match>
    </Switch>
  )
}
