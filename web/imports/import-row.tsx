import { A } from "@solidjs/router"
import { Show } from "solid-js"
import type { ImportBrief } from "../../shared/api/imports.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { ImportStatus } from "../../shared/import.ts"
import { IconChevronRight } from "../ui/icons.ts"
import { Progress } from "../ui/progress.tsx"
import { isAtWork } from "./steps.ts"
import { uploadOf } from "./uploads.ts"
import { countText, madeText, PHASES, progressText, STATUSES, shareOf, sizeText, timeText } from "./words.ts"

type Tone = "work" | "yours" | "good" | "bad" | "over"

const TONES: Record<ImportStatus, Tone> = {
  uploading: "yours",
  reading: "work",
  mapping: "yours",
  checking: "work",
  ready: "yours",
  importing: "work",
  done: "good",
  failed: "bad",
  canceling: "work",
  canceled: "over",
  reverting: "work",
  reverted: "over",
}

/** An import in the list: whose, when, what came of it, and how far it is. */
export function ImportRow(props: { job: ImportBrief; setup: Setup }) {
  const who = () => props.setup.users.find((user) => user.id === props.job.user_id)?.name ?? "Someone"
  const upload = () => uploadOf(props.job.id)
  return (
    <li data-import-row>
      <div data-import-row-main>
        <A href={`/import/${props.job.id}`}>{props.job.file_name}</A>
        <small class="num">
          {who()} · {timeText(props.job.add_time, props.setup.workspace.timezone_name)}
        </small>
      </div>
      <p data-import-made class="num">
        {madeOf(props.job)}
      </p>
      <span data-import-status={upload() ? "work" : TONES[props.job.status]}>
        {upload() ? "Being uploaded" : STATUSES[props.job.status]}
      </span>
      <IconChevronRight />
      <Show when={isAtWork(props.job.status)}>
        <Progress
          label={props.job.progress === null ? STATUSES[props.job.status] : PHASES[props.job.progress.phase]}
          text={progressText(props.job, props.job.status === "reverting" ? "record" : "row")}
          share={shareOf(props.job)}
        />
      </Show>
    </li>
  )
}

/** What came of it, or how much there is. */
function madeOf({ status, counts, rows, size, error }: ImportBrief): string {
  if (status === "failed" && error !== null) return error
  if (status === "done" && counts !== null) {
    const skipped = counts.skipped === 0 ? "" : ` · ${countText(counts.skipped, "row")} skipped`
    return `${madeText(counts)}${skipped}`
  }
  return rows === null ? sizeText(size) : countText(rows, "row")
}
