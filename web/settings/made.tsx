import { For } from "solid-js"
import { Copy } from "../ui/copy.tsx"

/** Secrets that were just made, to be copied now: they are not shown again. */
export function Made(props: { name: string; secrets: readonly { label?: string; text: string }[] }) {
  return (
    <div data-made role="status">
      <p>
        <strong>{props.name}</strong> is ready. Copy it now: it is not shown again.
      </p>
      <For each={props.secrets}>
        {(secret) => (
          <div data-made-token>
            <span>{secret.label}</span>
            <code>{secret.text}</code>
            <Copy text={secret.text} label="Copy" of={secret.label ?? props.name} />
          </div>
        )}
      </For>
    </div>
  )
}
