import { useQuery } from "@tanstack/solid-query"
import { Match, Switch } from "solid-js"
import { FieldMeta } from "../../shared/api/field-answer.ts"
import type { Place } from "../../shared/formula-check.ts"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { Progress } from "../ui/progress.tsx"
import { nounOf } from "./words.ts"

const EVERY_MS = 1000
const number = new Intl.NumberFormat("en-US")

const Answer = FieldMeta.pick({ formula_update: true })

async function progressOf({ of, key }: Place) {
  return Answer.parse(
    await call(`GET /api/v2/${of}Fields/{field_code}` as const, { params: { field_code: key }, body: undefined }),
  )
}

/** How far lists, filters and reports follow the formulas, while they do not yet. */
export function FormulaProgress(props: { place: Place }) {
  const field = useQuery(() => ({
    queryKey: ["formulaProgress", props.place.of, props.place.key],
    queryFn: () => progressOf(props.place),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.formula_update?.state === "running" ? EVERY_MS : false),
  }))
  const update = () => settled(field)?.formula_update
  const share = () => (update()?.done ?? 0) / Math.max(1, update()?.total ?? 1)
  const far = () =>
    `Updating ${number.format(update()?.done ?? 0)} of ${number.format(update()?.total ?? 0)} ${nounOf(props.place.of).many}`
  return (
    <Switch>
      <Match when={update()?.state === "running"}>
        <Progress label="Lists, filters and reports" text={far()} share={share()} />
      </Match>
      <Match when={update()?.state === "failed"}>
        <p data-problem role="alert">
          Lists, filters and reports do not have this formula's values yet: something went wrong on our side. It is
          tried again every hour; save the field to try at once.
        </p>
      </Match>
      <Match when={update()?.state === "done"}>
        <p data-note>Lists, filters and reports have this formula's values.</p>
      </Match>
    </Switch>
  )
}
