/** A record became part of another: what hung on it and was not moved before the answer follows. Delivered again, it goes on where it was. */
import * as z from "zod"
import type { CrmEvent } from "../../shared/event.ts"
import { subscriber } from "../platform/subscriber.ts"
import { moveAll } from "./children.ts"

const Parent = z.enum(["deal", "person", "organization"])
const Data = z.object({ merged_to_id: z.int() })

async function relink(event: CrmEvent): Promise<void> {
  const kind = Parent.parse(event.name.split(".")[0])
  const { merged_to_id: to } = Data.parse(event.data)
  await moveAll(event, { userId: event.byUserId, via: "system" }, kind, { from: event.id, to })
}

export const handler = subscriber(relink)
