/** A person's data: read, changed at once and taken back when the server says no. */
import { useQuery } from "@tanstack/solid-query"
import type { PersonChange, PersonDetail } from "../../shared/api/persons.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { changing } from "../record/optimistic.ts"

const keyOf = (id: number) => ["person", id] as const

export function usePerson(id: () => number | undefined) {
  return useQuery<PersonDetail>(() => ({
    queryKey: keyOf(id() ?? 0),
    queryFn: () => call("GET /api/v2/persons/{id}/detail", { params: { id: id() ?? 0 } }),
    enabled: id() !== undefined,
  }))
}

export function changePerson(id: number, body: PersonChange, shown: Partial<PersonDetail> = {}): Promise<void> {
  return changing<PersonDetail>(keyOf(id), { ...(body as Partial<PersonDetail>), ...shown }, () =>
    call("PATCH /api/v2/persons/{id}", { params: { id }, body }),
  )
}

export async function removePerson(id: number): Promise<void> {
  await call("DELETE /api/v2/persons/{id}", { params: { id } })
  queryClient.removeQueries({ queryKey: keyOf(id) })
}
