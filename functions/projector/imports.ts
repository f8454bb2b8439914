/** What follows from an import's progress: its starter and admins see it live, and the bus hears of its end. */
import type { DynamoDBRecord } from "aws-lambda"
import { importBrief } from "../../shared/api/imports.ts"
import type { CrmEvent } from "../../shared/event.ts"
import { Import } from "../../shared/import.ts"
import { workspaceOf } from "../data/patterns.ts"
import { plain } from "./image.ts"
import { type Addressed, publish } from "./live.ts"

/** A job as it is now, and as it was. */
export type JobImage = { w: string; before: Import | undefined; after: Import }

export function jobImageOf({ dynamodb }: DynamoDBRecord): JobImage | undefined {
  if (dynamodb?.NewImage?.kind?.S !== "import") return undefined
  const item = plain(dynamodb.NewImage)
  const before = dynamodb.OldImage === undefined ? undefined : Import.parse(plain(dynamodb.OldImage))
  return { w: workspaceOf(String(item.pk)), before, after: Import.parse(item) }
}

export async function liveImports(images: readonly JobImage[]): Promise<void> {
  const inOrder = images.toSorted((a, b) => a.after.version - b.after.version)
  const latest = new Map(inOrder.map((image) => [image.after.id, image]))
  await Promise.all([...latest.values()].map((image) => publish(messageOf(image))))
}

function messageOf({ w, before, after }: JobImage): Addressed {
  const action = before === undefined ? ("added" as const) : ("changed" as const)
  const change = {
    kind: "import" as const,
    id: 0,
    version: after.version,
    action,
    by: after.startedBy,
    data: JSON.parse(JSON.stringify(importBrief(after))),
  }
  return {
    workspace: w,
    audience: [`user:${after.startedBy}`, "role:admin"],
    message: { changes: [change], many: [] },
  }
}

/** An import is one event, however many records it made. */
export function importEvents(images: readonly JobImage[]): CrmEvent[] {
  return images.flatMap(({ w, before, after }): CrmEvent[] => {
    if (after.status !== "done" || before?.status === "done") return []
    const name = "import.finished"
    return [
      {
        name,
        eventId: [w, "import", after.id, after.version, name].join(":"),
        workspaceId: w,
        id: 0,
        version: after.version,
        at: after.changedAt,
        byUserId: after.startedBy,
        via: "import",
        data: { current: JSON.parse(JSON.stringify(importBrief(after))), previous: {} },
      },
    ]
  })
}
