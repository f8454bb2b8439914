/** A report as a file: its cells are asked for anew, as one that is taken away, which the server may refuse. */
import type { Setup } from "../../shared/api/workspaces.ts"
import { dayIn } from "../../shared/time.ts"
import { call } from "../app/client.ts"
import { download } from "../ui/download.ts"
import { axisName } from "./axes.ts"
import type { Definition } from "./definition.ts"
import { pivotsOf } from "./pivot.ts"
import { requestOf } from "./request.ts"
import { csvOf } from "./table-csv.ts"
import { titleOf } from "./words.ts"

export async function exportReport(definition: Definition, setup: Setup): Promise<void> {
  const body = requestOf(definition, dayIn(setup.workspace.timezone_name, Date.now()))
  const { cells } = await call("POST /api/v2/reports/export", { body })
  const name = titleOf(definition, setup)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
  const axis = axisName(definition.of, definition.view, setup)
  download(csvOf(pivotsOf(cells, definition, setup), axis), "text/csv", `${name}.csv`)
}
