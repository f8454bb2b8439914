import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { HookAnswer } from "../../shared/api/hooks.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { queryClient, settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { Failed } from "../ui/state.tsx"
import { HookRow } from "./hook-row.tsx"
import { Made } from "./made.tsx"
import { Section, WaitingRow } from "./section.tsx"

const KEY = ["inbound-hooks"] as const

export type WithUrl = HookAnswer & { url: string }

/** Addresses that outside programs post to. */
export function Hooks() {
  const hooks = useQuery(() => ({ queryKey: KEY, queryFn: () => call("GET /api/v2/hooks") }))
  const [made, setMade] = createSignal<WithUrl>()
  const saved = async (hook?: WithUrl) => {
    if (hook !== undefined) setMade(hook)
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
  return (
    <Section
      title="Inbound hooks"
      text="A hook is a secret address. What a program posts to it, a JSON object, becomes an event of this workspace."
    >
      <NewHook onMade={saved} />
      <Show when={made()}>
        {(hook) => <Made name={hook().name} secrets={[{ label: "Address", text: hook().url }]} />}
      </Show>
      <Show when={!hooks.isError} fallback={<Failed error={hooks.error} onRetry={() => void hooks.refetch()} />}>
        <ul data-panel data-rows aria-label="Inbound hooks">
          <Show when={settled(hooks)} fallback={<WaitingRow />}>
            {(list) => (
              <For each={list()} fallback={<li data-none>No hooks yet.</li>}>
                {(hook) => <HookRow hook={hook} onSaved={saved} />}
              </For>
            )}
          </Show>
        </ul>
      </Show>
    </Section>
  )
}

function NewHook(props: { onMade: (hook: WithUrl) => Promise<void> }) {
  const [name, setName] = createSignal("")
  const form = createForm()
  const make = () =>
    form.run(async () => {
      await props.onMade(await call("POST /api/v2/hooks", { body: { name: name().trim() } }))
      setName("")
    })
  return (
    <form data-panel data-new-token onSubmit={form.submit(make)}>
      <TextField
        label="Name of the new hook"
        value={name()}
        onValue={setName}
        error={form.fields().name ?? form.problem()}
        placeholder="What will post to it?"
        autocomplete="off"
        required
        maxlength="120"
      />
      <Button type="submit" kind="primary" busy={form.busy()}>
        Make a hook
      </Button>
    </form>
  )
}
