import "../ui/form.css"
import { Match, Show, Switch } from "solid-js"
import { queryClient, settled, useSetup } from "../app/queries.ts"
import { leave, resume } from "../app/session.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { toast } from "../ui/toast.tsx"
import { createEntering } from "./entering.ts"
import { CodeForm, PasswordForm } from "./entering-forms.tsx"
import "./again.css"

/** Over whatever was being done when the session ended: the page behind stays as it is, with all that was typed. */
export function Again(props: { onClose: () => void }) {
  const setup = useSetup()
  const email = settled(setup)?.me.email ?? ""
  const entering = createEntering({
    email,
    again: true,
    done: async () => {
      await resume()
      toast("You are signed in again")
      await queryClient.invalidateQueries()
    },
  })
  return (
    <Dialog open={true} onOpen={(open) => open || props.onClose()} title="Sign in again">
      <div data-again>
        <Switch>
          <Match when={entering.step() === "code"}>
            <p>Type the six digits that your authenticator app shows.</p>
            <CodeForm entering={entering} />
          </Match>
          <Match when={true}>
            <p>Your session has ended. The page and all you typed are still here: sign in and go on.</p>
            <PasswordForm entering={entering} known={email !== ""} />
          </Match>
        </Switch>
        <Show when={email}>
          <p data-again-foot>
            Not {email}?{" "}
            <Button kind="quiet" size="s" onClick={() => void leave()}>
              Sign out
            </Button>
          </p>
        </Show>
      </div>
    </Dialog>
  )
}
