import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { HookAnswer } from "../../shared/api/hooks.ts"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import type { WithUrl } from "./hooks.tsx"
import { dayText } from "./words.ts"

type Open = "received" | "address" | "remove"

export function HookRow(props: { hook: HookAnswer; onSaved: (hook?: WithUrl) => Promise<void> }) {
  const [open, setOpen] = createSignal<Open>()
  const opens = (what: Open) => (is: boolean) => setOpen(is ? what : undefined)
  const params = () => ({ id: props.hook.id })
  const turn = async () => {
    try {
      const body = { is_enabled: !props.hook.is_enabled }
      await call("PATCH /api/v2/hooks/{id}", { params: params(), body })
      await props.onSaved()
    } catch (error) {
      toast(error instanceof Error ? error.message : "It was not changed", { kind: "error" })
    }
  }
  return (
    <li data-row data-app>
      <div data-row-main>
        <strong>{props.hook.name}</strong>
        <small class="num">
          …{props.hook.secret_last_four} · {props.hook.is_enabled ? "on" : "off"} · {lastText(props.hook)}
        </small>
      </div>
      <div data-row-acts>
        <Button kind="quiet" aria-label={`What ${props.hook.name} received`} onClick={() => setOpen("received")}>
          Received
        </Button>
        <Button
          kind="quiet"
          aria-label={`Switch ${props.hook.name} ${props.hook.is_enabled ? "off" : "on"}`}
          onClick={() => void turn()}
        >
          {props.hook.is_enabled ? "Switch off" : "Switch on"}
        </Button>
        <Button kind="quiet" aria-label={`New address of ${props.hook.name}`} onClick={() => setOpen("address")}>
          New address
        </Button>
        <Button kind="danger" aria-label={`Delete ${props.hook.name}`} onClick={() => setOpen("remove")}>
          Delete
        </Button>
      </div>
      <Dialog open={open() === "received"} onOpen={opens("received")} title={`What ${props.hook.name} received`} wide>
        <Received hook={props.hook} />
      </Dialog>
      <Confirm
        open={open() === "address"}
        onOpen={opens("address")}
        title={`A new address for ${props.hook.name}?`}
        text="What posts to the address it has is refused from now on."
        action="Make a new address"
        onConfirm={async () => props.onSaved(await call("POST /api/v2/hooks/{id}/secret", { params: params() }))}
      />
      <Confirm
        open={open() === "remove"}
        onOpen={opens("remove")}
        title={`Delete ${props.hook.name}?`}
        text="What posts to it is refused from now on. It cannot be taken back."
        action="Delete"
        onConfirm={async () => {
          await call("DELETE /api/v2/hooks/{id}", { params: params() })
          await props.onSaved()
        }}
      />
    </li>
  )
}

function lastText({ last_received_time, received_count }: HookAnswer): string {
  if (last_received_time === null) return "nothing received yet"
  return `${received_count.toLocaleString("en-US")} received, the last on ${dayText(last_received_time)}`
}

/** The last deliveries, to see that it works. */
function Received(props: { hook: HookAnswer }) {
  const found = useQuery(() => ({
    queryKey: ["inbound-hook", props.hook.id],
    queryFn: () => call("GET /api/v2/hooks/{id}/deliveries", { params: { id: props.hook.id } }),
    staleTime: 0,
  }))
  return (
    <Show when={!found.isError} fallback={<Failed error={found.error} onRetry={() => void found.refetch()} />}>
      <Show when={settled(found)} fallback={<Skeleton height="4rem" />}>
        {(list) => (
          <ul data-rows aria-label="Received">
            <For each={list()} fallback={<li data-none>Nothing yet.</li>}>
              {(delivery) => (
                <li data-row>
                  <div data-row-main>
                    <small class="num">
                      {new Date(delivery.time).toLocaleString("en-GB")} · {delivery.bytes.toLocaleString("en-US")} bytes
                    </small>
                    <code data-hook-preview>{delivery.preview}</code>
                  </div>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </Show>
  )
}
