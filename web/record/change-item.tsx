import { For, Show } from "solid-js"
import type { FlowChange, Part, Sentence } from "./changes.ts"
import { useBones } from "./context.ts"
import { Name } from "./name.tsx"
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
