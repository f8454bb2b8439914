import { A } from "@solidjs/router"
import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Match, Show, Switch } from "solid-js"
import type * as z from "zod"
import type { TokenAnswer } from "../../shared/api/users.ts"
import type { Scope } from "../../shared/scopes.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { queryClient, settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { DateField } from "../ui/date-field.tsx"
import { today } from "../ui/days.ts"
import { TextField } from "../ui/field.tsx"
import { Failed } from "../ui/state.tsx"
import { Made } from "./made.tsx"
import { ScopePicks } from "./scope-picks.tsx"
import { Section, WaitingRow } from "./section.tsx"
import { dayText } from "./words.ts"

type Token = z.infer<typeof TokenAnswer>

const KEY = ["tokens"] as const

/** Keys with which programs act as you. */
export function Tokens() {
  const tokens = useQuery<Token[]>(() => ({ queryKey: KEY, queryFn: () => call("GET /api/v2/tokens") }))
  const known = () => settled(tokens)
  return (
    <Section title="API tokens" text="A program with a token sees and does what you may. Give each program its own.">
      <A href="/docs" data-button="plain" data-docs-link>
        Every operation of the API
      </A>
      <NewToken />
      <Switch>
        <Match when={tokens.isError}>
          <Failed error={tokens.error} onRetry={() => void tokens.refetch()} />
        </Match>
        <Match when={true}>
          <ul data-panel data-rows aria-label="Tokens">
            <Show when={known()} fallback={<WaitingRow />}>
              {(list) => (
                <For each={list()} fallback={<li data-none>No tokens yet.</li>}>
                  {(token) => <TokenRow token={token} />}
                </For>
              )}
            </Show>
          </ul>
        </Match>
      </Switch>
    </Section>
  )
}

function NewToken() {
  const [name, setName] = createSignal("")
  const [until, setUntil] = createSignal("")
  const [scopes, setScopes] = createSignal<Scope[]>([])
  const [made, setMade] = createSignal<Token & { token: string }>()
  const form = createForm()
  const make = () =>
    form.run(async () => {
      setMade(undefined)
      const token = await call("POST /api/v2/tokens", {
        body: {
          name: name().trim(),
          ...(until() !== "" && { expires_on: until() }),
          ...(scopes().length > 0 && { scopes: ["base", ...scopes()] }),
        },
      })
      setMade(token)
      setName("")
      setUntil("")
      setScopes([])
      await queryClient.invalidateQueries({ queryKey: KEY })
    })
  return (
    <>
      <form data-panel data-new-token onSubmit={form.submit(make)}>
        <TextField
          label="Name of the new token"
          value={name()}
          onValue={setName}
          error={form.fields().name ?? form.problem()}
          placeholder="What will use it?"
          autocomplete="off"
          required
          maxlength="120"
        />
        <DateField
          label="Last day"
          hint="Without one it works until you revoke it."
          value={until()}
          onValue={setUntil}
          error={form.fields().expires_on}
          min={today()}
          clearable
        />
        <details data-token-scopes>
          <summary>{scopes().length === 0 ? "May do all that you may" : `May do ${scopes().length} things`}</summary>
          <ScopePicks label="What it may do" value={scopes()} onValue={setScopes} error={form.fields().scopes} />
        </details>
        <Button type="submit" kind="primary" busy={form.busy()}>
          Make a token
        </Button>
      </form>
      <Show when={made()}>{(token) => <Made name={token().name} secrets={[{ text: token().token }]} />}</Show>
    </>
  )
}

function TokenRow(props: { token: Token }) {
  const [open, setOpen] = createSignal(false)
  const revoke = async () => {
    await call("DELETE /api/v2/tokens/{id}", { params: { id: props.token.id } })
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.token.name}</strong>
        <small class="num">
          …{props.token.last_four} · made on {dayText(props.token.add_time)} ·{" "}
          {props.token.last_used_time === null ? "never used" : `last used on ${dayText(props.token.last_used_time)}`}
        </small>
        <small>{rightsText(props.token)}</small>
      </div>
      <div data-row-acts>
        <Button kind="danger" aria-label={`Revoke ${props.token.name}`} onClick={() => setOpen(true)}>
          Revoke
        </Button>
      </div>
      <Confirm
        open={open()}
        onOpen={setOpen}
        title={`Revoke ${props.token.name}?`}
        text="What uses it can no longer reach your workspace. It cannot be taken back."
        action="Revoke"
        onConfirm={revoke}
      />
    </li>
  )
}

/** `deals:read; until 3 Dec 2026`. */
function rightsText({ scopes, expires_on }: Token): string {
  const rights = scopes === null ? "All that you may" : scopes.join(", ")
  if (expires_on === null) return rights
  return expires_on < today() ? `${rights}; ended on ${dayText(expires_on)}` : `${rights}; until ${dayText(expires_on)}`
}
