/** Signing in, step by step: the password, and the code of the second factor where one is set up. */
import { confirmSignIn, resendSignUpCode, signIn, signOut } from "aws-amplify/auth"
import { createSignal } from "solid-js"
import { createForm } from "../app/form.ts"

export type Step = "password" | "code" | "confirm"

/** `done` runs once somebody is in. `again`: somebody was, and what is left of their session is put away first. */
export function createEntering(options: { email: string; again?: boolean; done: () => Promise<void> }) {
  const [step, setStep] = createSignal<Step>("password")
  const [email, setEmail] = createSignal(options.email)
  const [password, setPassword] = createSignal("")
  const [code, setCode] = createSignal("")
  const form = createForm()
  const enter = () =>
    form.run(async () => {
      const username = email().trim()
      if (options.again === true) await signOut().catch(() => undefined)
      const { nextStep } = await signIn({ username, password: password() })
      if (nextStep.signInStep === "CONFIRM_SIGN_IN_WITH_TOTP_CODE") setStep("code")
      else if (nextStep.signInStep === "CONFIRM_SIGN_UP") {
        await resendSignUpCode({ username })
        setStep("confirm")
      } else await options.done()
    })
  const answer = () =>
    form.run(async () => {
      await confirmSignIn({ challengeResponse: code().replace(/\s/g, "") })
      await options.done()
    })
  const back = () => {
    setCode("")
    setStep("password")
  }
  return { step, email, setEmail, password, setPassword, code, setCode, form, enter, answer, back }
}

export type Entering = ReturnType<typeof createEntering>
