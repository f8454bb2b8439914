/** An organization's data: read, changed at once and taken back when the server says no. */
import { useQuery } from "@tanstack/solid-query"
import type { OrganizationChange, OrganizationDetail } from "../../shared/api/organizations.ts"
import type { PersonAnswer } from "../../shared/api/person-answer.ts"
import type { Page } from "../../shared/api/route.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { changing } from "../record/optimistic.ts"

const MOST_PEOPLE = 100
const keyOf = (id: number) => ["organization", id] as const

export function useOrganization(id: () => number | undefined) {
  return useQuery<OrganizationDetail>(() => ({
    queryKey: keyOf(id() ?? 0),
    queryFn: () => call("GET /api/v2/organizations/{id}/detail", { params: { id: id() ?? 0 } }),
    enabled: id() !== undefined,
  }))
}

export function changeOrganization(
  id: number,
  body: OrganizationChange,
  shown: Partial<OrganizationDetail> = {},
): Promise<void> {
  return changing<OrganizationDetail>(keyOf(id), { ...(body as Partial<OrganizationDetail>), ...shown }, () =>
    call("PATCH /api/v2/organizations/{id}", { params: { id }, body }),
  )
}

export async function removeOrganization(id: number): Promise<void> {
  await call("DELETE /api/v2/organizations/{id}", { params: { id } })
  queryClient.removeQueries({ queryKey: keyOf(id) })
}

export function usePeople(id: () => number) {
  return useQuery<Page<PersonAnswer[]>>(() => ({
    queryKey: ["record", "organization", id(), "people"],
    queryFn: () => call("GET /api/v2/persons", { query: { org_id: id(), limit: MOST_PEOPLE } }),
  }))
}
