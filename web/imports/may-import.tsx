import { type JSX, Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { allowed } from "../settings/queries.ts"
import { IconImport } from "../ui/icons.ts"
import { Empty } from "../ui/state.tsx"

/** The page, or why somebody does not have it. */
export function MayImport(props: { setup: Setup | undefined; children: JSX.Element }) {
  return (
    <Show
      when={props.setup === undefined || allowed(props.setup, "records.import")}
      fallback={
        <Empty icon={<IconImport />} title="Your role may not import" text="Ask an admin of your workspace to do it." />
      }
    >
      {props.children}
    </Show>
  )
}
