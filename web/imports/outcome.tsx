import { createSignal, Show } from "solid-js"
import type { ImportBrief } from "../../shared/api/imports.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { downloadFrom } from "../ui/download.ts"
import { IconDownload, IconUndo } from "../ui/icons.ts"
import { toast } from "../ui/toast.tsx"
import { useDoing } from "./doing.ts"
import { revert, skippedUrl } from "./queries.ts"
import { nounText, numberText } from "./words.ts"

/** The rows that were left out, as a file with the reasons. */
export function Skipped(props: { job: ImportBrief }) {
  const doing = useDoing()
  const skipped = () => props.job.counts?.skipped ?? 0
  const fetchIt = async () => {
    await doing.run(async () => downloadFrom(await skippedUrl(props.job.id)))
    const problem = doing.problem()
    if (problem !== undefined) toast(problem, { kind: "error" })
  }
  return (
    <Show when={props.job.can.includes("skipped")}>
      <Button icon={<IconDownload />} busy={doing.busy()} onClick={() => void fetchIt()}>
        Download {numberText(skipped())} skipped {nounText(skipped(), "row")}
      </Button>
    </Show>
  )
}

/** Takes back what an import made, after a question. */
export function Undo(props: { job: ImportBrief }) {
  const [asking, setAsking] = createSignal(false)
  const action = () =>
    props.job.status === "failed" && props.job.reverted !== null ? "Go on undoing" : "Undo the import"
  return (
    <Show when={props.job.can.includes("revert")}>
      <Button kind="danger" icon={<IconUndo />} onClick={() => setAsking(true)}>
        {action()}
      </Button>
      <Confirm
        open={asking()}
        onOpen={setAsking}
        title="Undo this import?"
        text="The deals, notes, persons and organizations it made go to the trash, except persons and organizations that something else belongs to by now. Fields, stages and users it added stay."
        action={action()}
        onConfirm={() => revert(props.job.id)}
      />
    </Show>
  )
}
