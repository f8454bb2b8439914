import "../ui/form.css"
import { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth"
import { createSignal, Match, onMount, Show, Switch } from "solid-js"
import { createForm } from "../app/form.ts"
import { configure } from "../app/session.ts"
import { Badge } from "../ui/badge.tsx"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Copy } from "../ui/copy.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { Skeleton } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import { Qr } from "./qr.tsx"
import "./mfa.css"

type Secret = { text: string; uri: string }

/** The second factor: a code from an authenticator app, beside the password. */
export function Mfa(props: { email: string }) {
  const [isOn, setOn] = createSignal<boolean>()
  const [failed, setFailed] = createSignal<string>()
  const [secret, setSecret] = createSignal<Secret>()
  const [asking, setAsking] = createSignal(false)
  const form = createForm()
  const look = async () => {
    setFailed(undefined)
    try {
      await configure()
      setOn((await fetchMFAPreference()).enabled?.includes("TOTP") === true)
    } catch (error) {
      setFailed(error instanceof Error ? error.message : "It could not be looked up.")
    }
  }
  onMount(look)
  const begin = () =>
    form.run(async () => {
      const details = await setUpTOTP()
      setSecret({ text: details.sharedSecret, uri: details.getSetupUri("Halyard", props.email).toString() })
    })
  const turnOff = async () => {
    await updateMFAPreference({ totp: "DISABLED" })
    setOn(false)
    toast("Two-step sign-in is off")
  }
  return (
    <section data-mfa aria-labelledby="mfa-title">
      <header data-mfa-head>
        <h3 id="mfa-title">Two-step sign-in</h3>
        <Show when={isOn() === true}>
          <Badge tone="green" dot>
            On
          </Badge>
        </Show>
      </header>
      <p data-mfa-text>With your password, a code from an authenticator app on your phone is asked for.</p>
      <Switch fallback={<Skeleton width="10rem" height="2rem" />}>
        <Match when={failed()}>
          {(text) => (
            <p data-problem role="alert">
              {text()}{" "}
              <Button size="s" onClick={() => void look()}>
                Try again
              </Button>
            </p>
          )}
        </Match>
        <Match when={secret()}>
          {(known) => (
            <SetUp
              secret={known()}
              onDone={() => {
                setSecret(undefined)
                setOn(true)
              }}
              onCancel={() => setSecret(undefined)}
            />
          )}
        </Match>
        <Match when={isOn() === false}>
          <Button busy={form.busy()} onClick={() => void begin()}>
            Set it up
          </Button>
        </Match>
        <Match when={isOn() === true}>
          <Button kind="danger" onClick={() => setAsking(true)}>
            Turn it off
          </Button>
        </Match>
      </Switch>
      <Show when={form.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Confirm
        open={asking()}
        onOpen={setAsking}
        title="Turn off two-step sign-in?"
        text="From then on your password alone lets you in, and anyone who knows it."
        action="Turn it off"
        onConfirm={turnOff}
      />
    </section>
  )
}

function SetUp(props: { secret: Secret; onDone: () => void; onCancel: () => void }) {
  const [code, setCode] = createSignal("")
  const form = createForm()
  const verify = () =>
    form.run(async () => {
      await verifyTOTPSetup({ code: code().replace(/\s/g, "") })
      await updateMFAPreference({ totp: "PREFERRED" })
      toast("Two-step sign-in is on")
      props.onDone()
    })
  return (
    <ol data-mfa-steps>
      <li>
        <p>Scan this with an authenticator app, or type the key into it.</p>
        <div data-mfa-code>
          <Qr text={props.secret.uri} label="The key as a code to scan" />
          <div data-mfa-key>
            <span data-label>Key</span>
            <code>{props.secret.text.replace(/(.{4})/g, "$1 ").trim()}</code>
            <Copy text={props.secret.text} label="Copy" of="the key" />
          </div>
        </div>
      </li>
      <li>
        <p>Type the six digits that it shows.</p>
        <Form
          onSubmit={form.submit(verify)}
          problem={form.problem()}
          busy={form.busy()}
          action="Turn it on"
          onCancel={() => props.onCancel()}
        >
          <TextField
            label="Code"
            value={code()}
            onValue={setCode}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="9"
            autofocus
            required
          />
        </Form>
      </li>
    </ol>
  )
}
