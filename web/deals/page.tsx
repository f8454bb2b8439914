import { A, useParams } from "@solidjs/router"
import { useQuery } from "@tanstack/solid-query"
import { createEffect, For, Match, onCleanup, Show, Switch } from "solid-js"
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealChange, DealDetail } from "../../shared/api/deals.ts"
import { call } from "../app/client.ts"
import { listen } from "../app/live.ts"
import { queryClient, settled, useSetup } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import { Notes } from "./notes.tsx"
import "./deal.css"

const keyOf = (id: number) => ["deal", id] as const

export function DealPage() {
  const params = useParams()
  const id = () => Number(params.id)
  const setup = useSetup()
  const known = () => settled(setup)
  const deal = useQuery<DealDetail>(() => ({
    queryKey: keyOf(id()),
    queryFn: () => call("GET /api/v2/deals/{id}/detail", { params: { id: id() } }),
    staleTime: 10_000,
  }))
  const found = () => settled(deal)
  createEffect(() => {
    const key = keyOf(id())
    const again = () => void queryClient.invalidateQueries({ queryKey: key })
    onCleanup(listen(["deal"], (change) => change.id === key[1] && again(), again))
  })
  const change = async (body: DealChange, said: string) => {
    try {
      await call("PATCH /api/v2/deals/{id}", { params: { id: id() }, body })
      await queryClient.invalidateQueries({ queryKey: keyOf(id()) })
      toast(said)
    } catch (error) {
      toast(error instanceof Error ? error.message : "It was not changed", { kind: "error" })
    }
  }
  const stages = () => (known()?.stages ?? []).filter((stage) => stage.pipeline_id === found()?.pipeline_id)
  const userName = (userId: number) => known()?.users.find((user) => user.id === userId)?.name ?? ""
  const custom = () => (known()?.fields ?? []).filter((field) => field.of === "deal" && field.is_custom_field)
  return (
    <article data-deal>
      <Switch>
        <Match when={deal.isError}>
          <Failed error={deal.error} onRetry={() => void deal.refetch()} />
        </Match>
        <Match when={found() === undefined}>
          <Skeleton width="18rem" height="1.75rem" />
          <Skeleton height="2.5rem" />
          <Skeleton height="12rem" />
        </Match>
        <Match when={found()}>
          {(it) => (
            <>
              <nav aria-label="Where you are" data-crumbs>
                <A href={`/board/${it().pipeline_id}`}>
                  {known()?.pipelines.find((pipeline) => pipeline.id === it().pipeline_id)?.name ?? "Board"}
                </A>
              </nav>
              <header data-deal-head>
                <h1>{it().title}</h1>
                <div data-deal-acts>
                  <Show
                    when={it().status === "open"}
                    fallback={
                      <>
                        <span data-status={it().status}>{it().status === "won" ? "Won" : "Lost"}</span>
                        <Button onClick={() => void change({ status: "open" }, "The deal is open again")}>
                          Reopen
                        </Button>
                      </>
                    }
                  >
                    <Button class="won" onClick={() => void change({ status: "won" }, "Won!")}>
                      Won
                    </Button>
                    <Button kind="danger" onClick={() => void change({ status: "lost" }, "Marked as lost")}>
                      Lost
                    </Button>
                  </Show>
                </div>
              </header>
              <ol data-stages aria-label="Stages">
                <For each={stages()}>
                  {(stage) => (
                    <li>
                      <button
                        type="button"
                        data-reached={reached(stages(), stage.id, it().stage_id) ? "" : undefined}
                        aria-current={stage.id === it().stage_id ? "step" : undefined}
                        onClick={() => void change({ stage_id: stage.id }, `Moved to ${stage.name}`)}
                      >
                        <span class="sr-only">Move to </span>
                        {stage.name}
                      </button>
                    </li>
                  )}
                </For>
              </ol>
              <div data-deal-body>
                <section aria-labelledby="summary">
                  <h2 id="summary">Summary</h2>
                  <dl data-facts>
                    <Fact name="Value" value={formatMoney(minorUnits(it().value, it().currency), it().currency)} />
                    <Fact name="Owner" value={userName(it().owner_id)} />
                    <Fact name="Person" value={it().person_name} />
                    <Fact name="Organization" value={it().org_name} />
                    <Fact name="Expected close" value={it().expected_close_date} />
                    <Fact name="Added" value={it().add_time.slice(0, 10)} />
                    <Show when={it().won_time ?? it().lost_time}>
                      {(time) => <Fact name="Closed" value={time().slice(0, 10)} />}
                    </Show>
                    <Show when={it().lost_reason}>{(reason) => <Fact name="Lost reason" value={reason()} />}</Show>
                    <For each={custom()}>
                      {(field) => (
                        <Fact
                          name={field.field_name}
                          value={shown(it().custom_fields[field.field_code], field.options)}
                        />
                      )}
                    </For>
                  </dl>
                </section>
                <Notes dealId={it().id} userName={userName} />
              </div>
            </>
          )}
        </Match>
      </Switch>
    </article>
  )
}

function Fact(props: { name: string; value: string | null | undefined }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value ?? "–"}</dd>
    </div>
  )
}

function reached(stages: { id: number }[], stageId: number, current: number): boolean {
  const place = (id: number) => stages.findIndex((stage) => stage.id === id)
  return place(stageId) <= place(current)
}

function shown(value: unknown, options: { id: number; label: string }[] | null): string | null {
  if (value === null || value === undefined) return null
  const label = (id: unknown) => options?.find((option) => option.id === id)?.label ?? String(id)
  if (Array.isArray(value)) return value.map(label).join(", ")
  if (typeof value === "object" && "value" in value) return String(value.value)
  return options === null ? String(value) : label(value)
}
