import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { OwnGrantAnswer } from "../../shared/api/oauth-apps.ts"
import { call } from "../app/client.ts"
import { queryClient, settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Failed } from "../ui/state.tsx"
import { Section, WaitingRow } from "./section.tsx"
import { dayText } from "./words.ts"

const KEY = ["oauth-own-grants"] as const

/** Apps that you allowed to act for you. */
export function AllowedApps() {
  const grants = useQuery(() => ({ queryKey: KEY, queryFn: () => call("GET /api/v2/oauth/grants"), staleTime: 0 }))
  return (
    <Section title="Apps you allow" text="They act for you within what you allowed. You need not give them a password.">
      <Show when={!grants.isError} fallback={<Failed error={grants.error} onRetry={() => void grants.refetch()} />}>
        <ul data-panel data-rows aria-label="Apps you allow">
          <Show when={settled(grants)} fallback={<WaitingRow />}>
            {(list) => (
              <For each={list()} fallback={<li data-none>You allow no app to act for you.</li>}>
                {(grant) => <GrantRow grant={grant} />}
              </For>
            )}
          </Show>
        </ul>
      </Show>
    </Section>
  )
}

function GrantRow(props: { grant: OwnGrantAnswer }) {
  const [open, setOpen] = createSignal(false)
  const end = async () => {
    await call("DELETE /api/v2/oauth/grants/{id}", { params: { id: props.grant.client_id } })
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
  return (
    <li data-row>
      <div data-row-main>
        <strong>{props.grant.name}</strong>
        <small class="num">
          Allowed on {dayText(props.grant.add_time)} · last at work on {dayText(props.grant.refresh_time)}
        </small>
        <small>{props.grant.scopes.join(", ")}</small>
      </div>
      <div data-row-acts>
        <Button kind="danger" aria-label={`End ${props.grant.name}`} onClick={() => setOpen(true)}>
          End
        </Button>
      </div>
      <Confirm
        open={open()}
        onOpen={setOpen}
        title={`End what ${props.grant.name} may do?`}
        text="It can no longer act for you, until you allow it again."
        action="End it"
        onConfirm={end}
      />
    </li>
  )
}
