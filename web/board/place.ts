/** Which board stands before somebody, and on which day. */
import { createMemo, createSignal, onCleanup } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { narrowing, type View } from "../filters/view.ts"
import { dayOf, type Sort } from "./order.ts"
import type { Place } from "./queries.ts"

type Seen = { setup: Setup; pipelineId: number; view: View; sort: Sort; fields: readonly string[] }

/** The same place stays the same value: what follows from it is not done again. */
export function createPlace(seen: () => Seen): () => Place {
  return createMemo(() => placeOf(seen()), NOWHERE, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
}

const NOWHERE: Place = { pipelineId: 0, query: { sort: "urgency" } }

function placeOf({ setup, pipelineId, view, sort, fields }: Seen): Place {
  const custom = setup.fields
    .filter((field) => field.of === "deal" && field.is_custom_field && fields.includes(field.field_code))
    .map((field) => field.field_code)
  const query = { ...narrowing(view, setup), sort, ...(custom.length > 0 && { fields: custom.join(",") }) }
  return { pipelineId, query }
}

const MINUTE = 60_000

/** Today, also when the page stays open past midnight. */
export function createToday(): () => string {
  const [today, setToday] = createSignal(dayOf(Date.now()))
  const timer = setInterval(() => setToday(dayOf(Date.now())), MINUTE)
  onCleanup(() => clearInterval(timer))
  return today
}
