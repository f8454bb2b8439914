import { Show } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { noExport } from "../app/exporting.ts"
import { Button } from "../ui/button.tsx"
import { IconDownload } from "../ui/icons.ts"
import { toast } from "../ui/toast.tsx"
import type { Column } from "./columns.ts"
import { exportDeals } from "./export.ts"
import type { Asked } from "./queries.ts"
import { createRunning } from "./running.ts"

type Props = { asked: Asked; columns: readonly Column[]; setup: Setup; count: number | undefined }

/** All deals that are meant as a file, with how far it is and a way to stop. */
export function ExportButton(props: Props) {
  const work = createRunning()
  const off = () => noExport(props.setup)
  const go = async () => {
    try {
      const rows = await work.run((signal, told) => exportDeals(props.asked, props.columns, signal, told))
      toast(rows === undefined ? "The export was stopped" : `${rows.toLocaleString("en-US")} deals exported`)
    } catch (error) {
      toast(`The deals were not exported. ${error instanceof Error ? error.message : ""}`, { kind: "error" })
    }
  }
  return (
    <Show
      when={work.through() !== undefined}
      fallback={
        <Button
          kind="quiet"
          icon={<IconDownload />}
          aria-label="Export CSV"
          title={off() ?? "Export CSV"}
          disabled={props.count === 0 || off() !== undefined}
          onClick={() => void go()}
        />
      }
    >
      <span data-dl-progress role="status">
        {(work.through() ?? 0).toLocaleString("en-US")} of {(props.count ?? 0).toLocaleString("en-US")}
      </span>
      <Button kind="quiet" size="s" onClick={work.cancel}>
        Stop
      </Button>
    </Show>
  )
}
