import { A, useSearchParams } from "@solidjs/router"
import { confirmSignIn, resendSignUpCode, signIn } from "aws-amplify/auth"
import { createSignal, Match, Show, Switch } from "solid-js"
import { createForm } from "../app/form.ts"
import { refresh } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { Confirm } from "./confirm.tsx"
import { Frame } from "./frame.tsx"

type Step = "password" | "code" | "confirm"

export function SignIn() {
  const [search] = useSearchParams()
  const [step, setStep] = createSignal<Step>("password")
  const [email, setEmail] = createSignal(typeof search.email === "string" ? search.email : "")
  const [password, setPassword] = createSignal("")
  const [code, setCode] = createSignal("")
  const form = createForm()

  const enter = () =>
    form.run(async () => {
      const { nextStep } = await signIn({ username: email().trim(), password: password() })
      if (nextStep.signInStep === "CONFIRM_SIGN_IN_WITH_TOTP_CODE") setStep("code")
      else if (nextStep.signInStep === "CONFIRM_SIGN_UP") {
        await resendSignUpCode({ username: email().trim() })
        setStep("confirm")
      } else await refresh()
    })
  const answer = () =>
    form.run(async () => {
      await confirmSignIn({ challengeResponse: code().trim() })
      await refresh()
    })

  return (
    <Switch>
      <Match when={step() === "confirm"}>
        <Confirm email={email().trim()} password={password()} />
      </Match>
      <Match when={step() === "code"}>
        <Frame title="Your code" text="Type the six digits that your authenticator app shows.">
          <form onSubmit={form.submit(answer)}>
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
          </form>
        </Frame>
      </Match>
      <Match when={step() === "password"}>
        <Frame
          title="Sign in"
          footer={
            <>
              New here? <A href="/sign-up">Make an account</A>
            </>
          }
        >
          <form onSubmit={form.submit(enter)}>
            <TextField
              label="E-mail"
              type="email"
              value={email()}
              onValue={setEmail}
              autocomplete="username"
              autofocus
              required
            />
            <TextField
              label="Password"
              type="password"
              value={password()}
              onValue={setPassword}
              autocomplete="current-password"
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
              Sign in
            </Button>
          </form>
          <p data-account-foot>
            <A href="/forgot">Forgot your password?</A>
          </p>
        </Frame>
      </Match>
    </Switch>
  )
}
