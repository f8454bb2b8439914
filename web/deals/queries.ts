/** A deal's data: read, changed at once, and taken back when the server says no. */
import { useQuery } from "@tanstack/solid-query"
import type { DealChange } from "../../shared/api/deal-body.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { DealDetail } from "../../shared/api/deals.ts"
import type { Change } from "../../shared/change.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { changing } from "../record/optimistic.ts"

const keyOf = (id: number) => ["deal", id] as const

export function useDeal(id: () => number) {
  return useQuery<DealDetail>(() => ({
    queryKey: keyOf(id()),
    queryFn: () => call("GET /api/v2/deals/{id}/detail", { params: { id: id() } }),
    staleTime: 10_000,
  }))
}

/** Changes a deal. `shown` is what follows from it on the screen, names for one. */
export function changeDeal(id: number, body: DealChange, shown: Partial<DealDetail> = {}): Promise<void> {
  return changing<DealDetail>(keyOf(id), { ...(body as Partial<DealDetail>), ...shown }, () =>
    call("PATCH /api/v2/deals/{id}", { params: { id }, body }),
  )
}

/** The deal in another stage, since now. */
export function moveDeal(deal: DealDetail, to: { id: number; pipeline_id: number }): Promise<void> {
  const time = `${new Date().toISOString().slice(0, 19)}Z`
  return changeDeal(
    deal.id,
    { stage_id: to.id, pipeline_id: to.pipeline_id },
    { visits: [...deal.visits, { stage_id: to.id, time }], stage_change_time: time },
  )
}

/** Shows what a live change tells of a deal, until all of it has been read. */
export function patchDeal(change: Change): void {
  const card = change.data as DealCard | undefined
  if (card === undefined) return
  const { custom_fields: _, ...fields } = card
  queryClient.setQueryData<DealDetail>(keyOf(change.id), (deal) =>
    deal === undefined || deal.version >= card.version ? deal : { ...deal, ...fields },
  )
}
