import { createSignal } from "solid-js"
import type { OauthAppAnswer } from "../../shared/api/oauth-apps.ts"
import { call } from "../app/client.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Copy } from "../ui/copy.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { AppForm } from "./app-form.tsx"
import { AppGrants } from "./app-grants.tsx"
import type { WithSecret } from "./apps.tsx"
import { dayText } from "./words.ts"

type Open = "edit" | "grants" | "secret" | "remove"

export function AppRow(props: { app: OauthAppAnswer; onSaved: (made?: WithSecret) => Promise<void> }) {
  const [open, setOpen] = createSignal<Open>()
  const opens = (what: Open) => (is: boolean) => setOpen(is ? what : undefined)
  const params = () => ({ id: props.app.id })
  return (
    <li data-row data-app>
      <div data-row-main>
        <strong>{props.app.name}</strong>
        <small class="num">
          {props.app.client_id} · secret …{props.app.client_secret_last_four} · registered on{" "}
          {dayText(props.app.add_time)}
        </small>
        <small>{props.app.scopes.length === 0 ? "base" : props.app.scopes.join(", ")}</small>
      </div>
      <div data-row-acts>
        <Copy text={props.app.client_id} label="Client ID" of={props.app.name} />
        <Button kind="quiet" aria-label={`People who allow ${props.app.name}`} onClick={() => setOpen("grants")}>
          People
        </Button>
        <Button kind="quiet" aria-label={`Edit ${props.app.name}`} onClick={() => setOpen("edit")}>
          Edit
        </Button>
        <Button kind="quiet" aria-label={`New secret of ${props.app.name}`} onClick={() => setOpen("secret")}>
          New secret
        </Button>
        <Button kind="danger" aria-label={`Delete ${props.app.name}`} onClick={() => setOpen("remove")}>
          Delete
        </Button>
      </div>
      <Dialog open={open() === "edit"} onOpen={opens("edit")} title={`Edit ${props.app.name}`} wide>
        <AppForm
          app={props.app}
          onSaved={async () => {
            await props.onSaved()
            setOpen(undefined)
          }}
          onClose={() => setOpen(undefined)}
        />
      </Dialog>
      <Dialog open={open() === "grants"} onOpen={opens("grants")} title={`Who allows ${props.app.name}`}>
        <AppGrants app={props.app} />
      </Dialog>
      <Confirm
        open={open() === "secret"}
        onOpen={opens("secret")}
        title={`A new secret for ${props.app.name}?`}
        text="The secret it has stops working at once. What people allowed stands."
        action="Make a new secret"
        onConfirm={async () => props.onSaved(await call("POST /api/v2/oauth/apps/{id}/secret", { params: params() }))}
      />
      <Confirm
        open={open() === "remove"}
        onOpen={opens("remove")}
        title={`Delete ${props.app.name}?`}
        text="It can no longer act for anyone here. It cannot be taken back."
        action="Delete"
        onConfirm={async () => {
          await call("DELETE /api/v2/oauth/apps/{id}", { params: params() })
          await props.onSaved()
        }}
      />
    </li>
  )
}
