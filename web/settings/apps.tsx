import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { OauthAppAnswer } from "../../shared/api/oauth-apps.ts"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconPlus } from "../ui/icons.ts"
import { Failed } from "../ui/state.tsx"
import { AppForm } from "./app-form.tsx"
import { AppRow } from "./app-row.tsx"
import { Made } from "./made.tsx"
import { Section, WaitingRow } from "./section.tsx"

const KEY = ["oauth-apps"] as const

export type WithSecret = OauthAppAnswer & { client_secret: string }

/** Programs of others that people here may let act for them. */
export function Apps() {
  const apps = useQuery(() => ({ queryKey: KEY, queryFn: () => call("GET /api/v2/oauth/apps") }))
  const [open, setOpen] = createSignal(false)
  const [made, setMade] = createSignal<WithSecret>()
  const saved = async (app?: WithSecret) => {
    if (app !== undefined) setMade(app)
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
  return (
    <Section
      title="Apps"
      text="An app asks people here whether it may act for them, within the scopes you name. It never gets a password."
      add={
        <Button kind="primary" icon={<IconPlus />} onClick={() => setOpen(true)}>
          Register an app
        </Button>
      }
    >
      <Show when={made()}>
        {(app) => (
          <Made
            name={app().name}
            secrets={[
              { label: "Client ID", text: app().client_id },
              { label: "Client secret", text: app().client_secret },
            ]}
          />
        )}
      </Show>
      <Show when={!apps.isError} fallback={<Failed error={apps.error} onRetry={() => void apps.refetch()} />}>
        <ul data-panel data-rows aria-label="Apps">
          <Show when={settled(apps)} fallback={<WaitingRow />}>
            {(list) => (
              <For each={list()} fallback={<li data-none>No apps yet.</li>}>
                {(app) => <AppRow app={app} onSaved={saved} />}
              </For>
            )}
          </Show>
        </ul>
      </Show>
      <Dialog open={open()} onOpen={setOpen} title="Register an app" wide>
        <AppForm
          onSaved={async (app) => {
            await saved(app)
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      </Dialog>
    </Section>
  )
}
