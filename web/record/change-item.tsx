import { useQuery } from "@tanstack/solid-query"
import { For, Show } from "solid-js"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import type { FlowChange, Part, Sentence } from "./changes.ts"
import { useBones } from "./context.ts"
import { showClock } from "./when.ts"

/** Who changed what from what to what. */
export function ChangeItem(props: { change: FlowChange; sentences: Sentence[]; time: string }) {
  const bones = useBones()
  const who = () => bones.userName(props.change.actor_user_id) || "Halyard"
  return (
    <ul data-change>
      <For each={props.sentences}>
        {(sentence) => (
          <li>
            <b>{who()}</b> <For each={sentence}>{(part) => <Words part={part} />}</For>
            <Show when={props.change.change_source === "api"}> through the API</Show>
            <Show when={props.change.change_source === "import"}> by an import</Show>
            <time datetime={props.time}>{showClock(props.time)}</time>
          </li>
        )}
      </For>
    </ul>
  )
}

function Words(props: { part: Part }) {
  return (
    <Show when={typeof props.part === "object" ? props.part : undefined} fallback={String(props.part)}>
      {(pointer) => <Name kind={pointer().kind} id={pointer().id} />}
    </Show>
  )
}

function Name(props: { kind: "person" | "organization"; id: number }) {
  const known = useQuery<string>(() => ({
    queryKey: ["name", props.kind, props.id],
    queryFn: async () => {
      const params = { id: props.id }
      if (props.kind === "person") return (await call("GET /api/v2/persons/{id}", { params })).name
      return (await call("GET /api/v2/organizations/{id}", { params })).name
    },
    retry: false,
  }))
  return <>{settled(known) ?? (known.isError ? `a deleted ${props.kind}` : "…")}</>
}
