/** The contacts by name, page by page; or those that a search finds. */
import { useInfiniteQuery } from "@tanstack/solid-query"
import { type Accessor, createEffect, onCleanup } from "solid-js"
import type { OrganizationRow } from "../../shared/api/organizations.ts"
import type { PersonRow } from "../../shared/api/persons.ts"
import type { Page } from "../../shared/api/route.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient } from "../app/queries.ts"

export type Kind = "people" | "organizations"

/** A line of the contacts, of either kind. */
export type Line = Pick<PersonRow, "id" | "name" | "owner_id"> & {
  org_id: number | null
  org_name: string | null
  email: string | null
  phone: string | null
  address: string | null
  open_deals_count: number | null
  next_activity: PersonRow["next_activity"]
}

const PER_PAGE = 50
const keyOf = (kind: Kind, term: string) => ["contacts", kind, term] as const

export function useContacts(kind: Accessor<Kind>, term: Accessor<string>) {
  createEffect(() => {
    const queryKey = ["contacts", kind()]
    const again = () => void queryClient.invalidateQueries({ queryKey })
    onCleanup(listen([kind() === "people" ? "person" : "organization"], again, again))
  })
  return useInfiniteQuery(() => ({
    queryKey: keyOf(kind(), term()),
    queryFn: ({ pageParam }: { pageParam: string | undefined }): Promise<Page<Line[]>> =>
      term() === "" ? listed(kind(), pageParam) : found(kind(), term(), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Line[]>) => page.nextCursor ?? undefined,
    staleTime: 10_000,
  }))
}

async function listed(kind: Kind, cursor: string | undefined): Promise<Page<Line[]>> {
  const query = { limit: PER_PAGE, cursor }
  if (kind === "people") {
    const page = await call("GET /api/v2/persons/by-name", { query })
    return { ...page, data: page.data.map(lineOfPerson) }
  }
  const page = await call("GET /api/v2/organizations/by-name", { query })
  return { ...page, data: page.data.map(lineOfOrganization) }
}

const first = (channels: PersonRow["emails"]) => (channels.find((one) => one.primary) ?? channels[0])?.value ?? null

function lineOfPerson(person: PersonRow): Line {
  const { id, name, owner_id, org_id, org_name, open_deals_count, next_activity } = person
  const reach = { email: first(person.emails), phone: first(person.phones), address: null }
  return { id, name, owner_id, org_id, org_name, open_deals_count, next_activity, ...reach }
}

function lineOfOrganization(organization: OrganizationRow): Line {
  const { id, name, owner_id, open_deals_count, next_activity } = organization
  const none = { org_id: null, org_name: null, email: null, phone: null }
  return { id, name, owner_id, open_deals_count, next_activity, address: organization.address?.value ?? null, ...none }
}

/** A search's hits know less: what they do not is left open. */
async function found(kind: Kind, term: string, cursor: string | undefined): Promise<Page<Line[]>> {
  const query = { term, limit: PER_PAGE, cursor }
  const page =
    kind === "people"
      ? await call("GET /api/v2/persons/search", { query })
      : await call("GET /api/v2/organizations/search", { query })
  const lines = page.data.items.flatMap(({ item }): Line[] => {
    if (item.type === "deal") return []
    const open = { open_deals_count: null, next_activity: null, owner_id: item.owner.id, id: item.id, name: item.name }
    if (item.type === "organization")
      return [{ ...open, org_id: null, org_name: null, email: null, phone: null, address: item.address }]
    const organization = { org_id: item.organization?.id ?? null, org_name: item.organization?.name ?? null }
    return [{ ...open, ...organization, email: item.primary_email, phone: item.phones[0] ?? null, address: null }]
  })
  return { data: lines, nextCursor: page.nextCursor }
}
