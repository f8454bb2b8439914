import { A, useParams } from "@solidjs/router"
import { Match, Switch } from "solid-js"
import type { DealDetail } from "../../shared/api/deals.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import { CustomRows } from "../fields/custom-rows.tsx"
import { FollowersSection } from "../record/follow.tsx"
import { RecordLayout } from "../record/layout.tsx"
import { Section } from "../record/section.tsx"
import { Missing, Waiting } from "../record/waiting.tsx"
import { watchRecord } from "../record/watch.ts"
import { OrganizationSection, PersonSection } from "./contacts.tsx"
import { DealHead } from "./head.tsx"
import { Overview } from "./overview.tsx"
import { changeDeal, patchDeal, useDeal } from "./queries.ts"
import { Summary } from "./summary.tsx"

export function DealPage() {
  const params = useParams()
  const id = () => Number(params.id)
  const setup = useSetup()
  const deal = useDeal(id)
  const by = watchRecord(() => ({ kind: "deal", id: id() }), patchDeal)
  return (
    <Switch fallback={<Waiting stages />}>
      <Match when={deal.isError && deal.data === undefined}>
        <Missing error={deal.error} word="deal" back="/board" onRetry={() => void deal.refetch()} />
      </Match>
      <Match when={settled(setup) !== undefined && settled(deal)}>
        {(it) => <Page deal={it()} setup={settled(setup)} by={by()} />}
      </Match>
    </Switch>
  )
}

function Page(props: { deal: DealDetail; setup: Setup | undefined; by: number | undefined }) {
  const it = () => props.deal
  // nothing is hung on a contact that is not for who adds it
  const known = (id: number | null, name: string | null) => (id === null || name === null ? undefined : { id, name })
  const person = () => known(it().person_id, it().person_name)
  const organization = () => known(it().org_id, it().org_name)
  return (
    <RecordLayout
      record={{ kind: "deal", id: it().id }}
      name={it().title}
      setup={props.setup}
      links={{
        deal_id: it().id,
        ...(person() && { person_id: person()?.id }),
        ...(organization() && { org_id: organization()?.id }),
      }}
      contact={person()}
      changedBy={props.by}
      currency={it().currency}
      head={<DealHead deal={it()} />}
      aside={
        <>
          <Summary deal={it()} />
          <Section name="deal.details" title="Details">
            <div data-rows>
              <CustomRows
                of="deal"
                values={it().custom_fields}
                onSave={(key, value) => changeDeal(it().id, { custom_fields: { [key]: value as never } })}
                fallback={
                  <p data-nothing>
                    Fields of your own stand here.{" "}
                    <A href="/settings/fields" data-link>
                      Add one
                    </A>
                  </p>
                }
              />
            </div>
          </Section>
          <PersonSection id={person()?.id} />
          <OrganizationSection id={organization()?.id} />
          <Overview deal={it()} />
          <FollowersSection followers={it().followers} />
        </>
      }
    />
  )
}
