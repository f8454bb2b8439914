import { createSignal, For, Show } from "solid-js"
import type { Asked, ConsentAnswer } from "../../shared/api/oauth-apps.ts"
import { SCOPES } from "../../shared/scopes.ts"
import { Frame } from "../account/frame.tsx"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { leave } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import "./oauth.css"

/** Asks whether an app may act for whoever is signed in, in plain words. */
export function Consent(props: { question: ConsentAnswer; asked: Asked }) {
  const form = createForm()
  const [chosen, setChosen] = createSignal<boolean>()
  const decide = (allow: boolean) =>
    form.run(async () => {
      setChosen(allow)
      const { redirect_to } = await call("POST /api/v2/oauth/consent", { body: { ...props.asked, allow } })
      window.location.assign(redirect_to)
      // it stays busy until the browser has gone
      await new Promise(() => undefined)
    })
  return (
    <Frame title={`Allow ${props.question.name}?`}>
      <p data-account-text>
        <strong>{props.question.name}</strong> asks to act for you in <strong>{props.question.workspace}</strong>. It
        could:
      </p>
      <ul data-scopes>
        <For each={props.question.scopes}>{(scope) => <li>{SCOPES[scope]}</li>}</For>
      </ul>
      <p data-account-foot>
        Never more than you may yourself. An admin can end it in the settings. Either way you go on to{" "}
        <strong>{props.question.host}</strong>.
      </p>
      <Show when={form.problem() ?? Object.values(form.fields())[0]}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div data-consent-acts>
        <Button kind="primary" busy={form.busy() && chosen() === true} onClick={() => void decide(true)}>
          Allow
        </Button>
        <Button busy={form.busy() && chosen() === false} onClick={() => void decide(false)}>
          Deny
        </Button>
      </div>
      <p data-account-foot>
        You are {props.question.user_name}
        <Show when={props.question.user_email}>{(email) => <> ({email()})</>}</Show>.{" "}
        <Button kind="quiet" onClick={() => void leave()}>
          Not you?
        </Button>
      </p>
    </Frame>
  )
}
