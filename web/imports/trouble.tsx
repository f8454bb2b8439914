import { Show } from "solid-js"
import type { ImportBrief } from "../../shared/api/imports.ts"
import { IconAlert } from "../ui/icons.ts"

/** Why the work failed, in words. */
export function Trouble(props: { job: ImportBrief; title: string }) {
  return (
    <Show when={props.job.status === "failed"}>
      <div data-import-trouble role="alert">
        <IconAlert />
        <p>
          <strong>{props.title}</strong>
          <span>{props.job.error ?? "Something went wrong on our side; try again."}</span>
        </p>
      </div>
    </Show>
  )
}
