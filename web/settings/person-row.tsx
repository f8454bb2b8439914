import { createSignal, Match, Show, Switch } from "solid-js"
import type { UserAnswer } from "../../shared/api/users.ts"
import { call } from "../app/client.ts"
import { saved } from "../app/saved.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { SelectField } from "../ui/field.tsx"
import { toast } from "../ui/toast.tsx"
import { InviteForm, ROLE_OPTIONS, roleOf } from "./invite-form.tsx"
import { ROLES, standingText } from "./words.ts"

type Props = { user: UserAnswer; edits: boolean }

export function PersonRow(props: Props) {
  return (
    <li data-row data-person>
      <Avatar name={props.user.name} />
      <div data-row-main>
        <strong>
          {props.user.name}
          {props.user.is_you ? " (you)" : ""}
        </strong>
        <small>{props.user.email ?? "No e-mail address"}</small>
      </div>
      <span data-standing={props.user.status}>{standingText(props.user)}</span>
      <Show when={props.edits} fallback={<span data-role>{ROLES[props.user.role]}</span>}>
        <RoleField user={props.user} />
        <Commands user={props.user} />
      </Show>
    </li>
  )
}

function RoleField(props: { user: UserAnswer }) {
  const [wanted, setWanted] = createSignal<string>()
  const [refusal, setRefusal] = createSignal<string>()
  const change = async (role: string) => {
    setWanted(role)
    setRefusal(undefined)
    try {
      await saved(call("PATCH /api/v2/users/{id}", { params: { id: props.user.id }, body: { role: roleOf(role) } }))
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : "It was not changed")
    } finally {
      setWanted(undefined)
    }
  }
  return (
    <SelectField
      label={`Role of ${props.user.name}`}
      quietLabel
      value={wanted() ?? props.user.role}
      onValue={(role) => void change(role)}
      options={ROLE_OPTIONS}
      error={refusal()}
    />
  )
}

function Commands(props: { user: UserAnswer }) {
  const [open, setOpen] = createSignal<"invite" | "deactivate">()
  const [busy, setBusy] = createSignal(false)
  const opens = (what: "invite" | "deactivate") => (is: boolean) => setOpen(is ? what : undefined)
  const params = () => ({ id: props.user.id })
  const act = async (work: () => Promise<unknown>, said: string) => {
    setBusy(true)
    try {
      await saved(work())
      toast(said)
    } catch (error) {
      toast(error instanceof Error ? error.message : "It was not changed", { kind: "error" })
    } finally {
      setBusy(false)
    }
  }
  const resend = () =>
    act(
      () => call("POST /api/v2/users/{id}/invitation", { params: params() }),
      `A new invitation is on its way to ${props.user.email}`,
    )
  const activate = () =>
    act(
      () => call("PATCH /api/v2/users/{id}", { params: params(), body: { status: "active" } }),
      `${props.user.name} can sign in again`,
    )
  return (
    <div data-row-acts>
      <Switch>
        <Match when={props.user.status === "pending" && props.user.email === null}>
          <Button aria-label={`Invite ${props.user.name}`} onClick={() => setOpen("invite")}>
            Invite
          </Button>
        </Match>
        <Match when={props.user.status === "pending"}>
          <Button
            aria-label={`Resend the invitation of ${props.user.name}`}
            busy={busy()}
            onClick={() => void resend()}
          >
            Resend
          </Button>
        </Match>
        <Match when={props.user.status === "inactive"}>
          <Button aria-label={`Activate ${props.user.name}`} busy={busy()} onClick={() => void activate()}>
            Activate
          </Button>
        </Match>
        <Match when={!props.user.is_you}>
          <Button kind="quiet" aria-label={`Deactivate ${props.user.name}`} onClick={() => setOpen("deactivate")}>
            Deactivate
          </Button>
        </Match>
      </Switch>
      <Dialog open={open() === "invite"} onOpen={opens("invite")} title={`Invite ${props.user.name}`}>
        <InviteForm user={props.user} onClose={() => setOpen(undefined)} />
      </Dialog>
      <Confirm
        open={open() === "deactivate"}
        onOpen={opens("deactivate")}
        title={`Deactivate ${props.user.name}?`}
        text="They can no longer sign in. What they own stays theirs, and you can activate them again."
        action="Deactivate"
        onConfirm={() => saved(call("PATCH /api/v2/users/{id}", { params: params(), body: { status: "inactive" } }))}
      />
    </div>
  )
}
