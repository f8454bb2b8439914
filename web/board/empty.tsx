import { createSignal, Show } from "solid-js"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { FirstDeals } from "../deals/first-deals.tsx"
import { EVERYTHING, isNarrowed, type View } from "../filters/view.ts"
import { Button } from "../ui/button.tsx"
import { IconBoard, IconFilter, IconPlus, IconSparkles } from "../ui/icons.ts"
import { Empty } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import type { Desk } from "./desk.ts"

type NoCardsProps = { desk: Desk; view: View; onView: (view: View) => void; admin: boolean }

/** Nothing to show, because there is nothing or because it is left out. */
export function NoCards(props: NoCardsProps) {
  return (
    <Show when={isNarrowed(props.view)} fallback={<NoDeals admin={props.admin} stage={props.desk.stages()[0]?.id} />}>
      <NothingFound onAll={props.onView} />
    </Show>
  )
}

/** A pipeline without deals: how to get some. */
function NoDeals(props: { admin: boolean; stage: number | undefined }) {
  const [busy, setBusy] = createSignal(false)
  const add = () => document.querySelector<HTMLElement>(`[data-column="${props.stage}"] [data-add]`)?.click()
  const sample = async () => {
    setBusy(true)
    try {
      await call("POST /api/v2/samples", { body: {} })
      await queryClient.invalidateQueries()
    } catch (error) {
      toast(error instanceof Error ? error.message : "The sample data was not added", { kind: "error" })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Empty icon={<IconBoard />} title="No open deals here yet" text="Add the first one, or bring them from elsewhere.">
      <FirstDeals onAdd={add}>
        <Show when={props.admin}>
          <Button icon={<IconSparkles />} busy={busy()} onClick={() => void sample()}>
            Try sample data
          </Button>
        </Show>
      </FirstDeals>
    </Empty>
  )
}

function NothingFound(props: { onAll: (view: View) => void }) {
  return (
    <Empty icon={<IconFilter />} title="No deals match" text="Nothing open in this pipeline meets the filter.">
      <Button onClick={() => props.onAll(EVERYTHING)}>Show all deals</Button>
    </Empty>
  )
}

export function NoStages(props: { admin: boolean; what: "workspace" | "pipeline"; onEdit: () => void }) {
  return (
    <Empty
      icon={<IconBoard />}
      title={props.what === "pipeline" ? "This pipeline has no stages" : "There is no pipeline yet"}
      text={props.admin ? "Stages are the steps a deal goes through." : "An admin can add one."}
    >
      <Show when={props.admin}>
        <Button kind="primary" icon={<IconPlus />} onClick={() => props.onEdit()}>
          {props.what === "pipeline" ? "Add stages" : "Add a pipeline"}
        </Button>
      </Show>
    </Empty>
  )
}
