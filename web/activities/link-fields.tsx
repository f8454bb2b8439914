import { call } from "../app/client.ts"
import { findOrganizations, findPersons } from "../record/lookups.ts"
import { Combobox } from "../ui/combobox.tsx"
import { MultiSelect } from "../ui/multi-select.tsx"
import type { ActivityDraft } from "./draft.ts"
import { type Named, type NameKind, nameOf, remember } from "./names.ts"

type Found = Named & { note?: string | undefined }

const MOST = 10

type Props = {
  draft: ActivityDraft
  set: (part: Partial<ActivityDraft>) => void
  fault: (...names: string[]) => string | undefined
}

/** What an activity is about: a deal, people, an organization. */
export function LinkFields(props: Props) {
  return (
    <>
      <Combobox<Found>
        label="Deal"
        placeholder="Find a deal"
        value={props.draft.deal}
        onValue={(deal) => props.set({ deal: kept("deal", deal) })}
        search={findDeals}
        error={props.fault("deal_id")}
        {...shown("deal")}
      />
      <MultiSelect<Found>
        label="People"
        placeholder="Who takes part"
        value={props.draft.participants}
        onValue={(people) => props.set({ participants: people.flatMap((one) => kept("person", one) ?? []) })}
        search={findPersons}
        error={props.fault("participants", "person_id")}
        {...shown("person")}
      />
      <Combobox<Found>
        label="Organization"
        placeholder="Find an organization"
        value={props.draft.organization}
        onValue={(organization) => props.set({ organization: kept("organization", organization) })}
        search={findOrganizations}
        error={props.fault("org_id")}
        {...shown("organization")}
      />
    </>
  )
}

function shown(kind: NameKind) {
  return {
    keyOf: (one: Found) => String(one.id),
    labelOf: (one: Found) => nameOf(kind, one.id) ?? one.name,
    noteOf: (one: Found) => one.note,
  }
}

function kept(kind: NameKind, found: Found | null): Named | null {
  if (found === null) return null
  const named = { id: found.id, name: nameOf(kind, found.id) ?? found.name }
  remember(kind, [named])
  return named
}

/** Open deals; before anything is typed those that changed last. */
async function findDeals(text: string): Promise<Found[]> {
  if (text.trim() === "") {
    const query = { status: "open", sort_by: "update_time", sort_direction: "desc", limit: MOST } as const
    const { data } = await call("GET /api/v2/deals", { query })
    return data.map(({ id, title }) => ({ id, name: title }))
  }
  const { data } = await call("GET /api/v2/deals/search", { query: { term: text, limit: MOST } })
  return data.items.flatMap(({ item }) =>
    item.type === "deal" ? [{ id: item.id, name: item.title, note: item.organization?.name ?? item.person?.name }] : [],
  )
}
