/** Jobs of a workspace, newest first. A job is written under its version, so that whoever comes second learns of it. */
import { Import } from "../../shared/import.ts"
import { instant } from "../../shared/time.ts"
import { commit } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get, query } from "./table.ts"

export async function findImport(w: string, id: string): Promise<Import | undefined> {
  const item = await get(keys.job(w, id))
  return item?.kind === "import" ? Import.parse(item) : undefined
}

/** Writes a job as its next version; a new one as its first. Throws `ConditionFailed` when someone else wrote it since. */
export async function saveImport(w: string, job: Import, now = Date.now()): Promise<Import> {
  const before = job.version
  const after: Import = { ...job, version: before + 1, changedAt: instant(now) }
  await commit({
    put: { ...keys.job(w, job.id), kind: "import", ...after },
    if:
      before === 0
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": before } },
  })
  return after
}

export async function listImports(w: string, limit: number, after?: Record<string, unknown>) {
  const page = await query({ pk: { name: "pk", value: keys.jobs(w) }, backwards: true, limit, ...(after && { after }) })
  return {
    jobs: page.items.filter((item) => item.kind === "import").map((item) => Import.parse(item)),
    next: page.next,
  }
}
