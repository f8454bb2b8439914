/** What a pipeline's open deals add up to by stage and currency, from the sums that stand beside the facts. */
import { decimal, formatMoney } from "../../shared/amount.ts"
import { seesSum } from "../../shared/open-sums.ts"
import { readOpenSums } from "../data/open-sums.ts"
import type { Actor } from "../platform/actor.ts"

type Values = Record<string, { count: number; value: number; value_formatted: string }>

export async function summed(actor: Actor, pipelineId: number) {
  const sums = await readOpenSums(actor.workspaceId)
  const own = sums.filter((sum) => sum.pipeline === pipelineId && seesSum(actor, sum))
  const stages = [...new Set(own.map((sum) => sum.stage))].sort((a, b) => a - b)
  return {
    per_stages: Object.fromEntries(stages.map((stage) => [stage, valuesOf(own.filter((sum) => sum.stage === stage))])),
    per_currency: Object.fromEntries(Object.entries(valuesOf(own)).map(([currency, { value }]) => [currency, value])),
    per_currency_full: valuesOf(own),
  }
}

function valuesOf(sums: Awaited<ReturnType<typeof readOpenSums>>): Values {
  return Object.fromEntries(
    [...Map.groupBy(sums, (sum) => sum.currency)].map(([currency, all]) => {
      const amount = all.reduce((total, sum) => total + sum.value, 0)
      const count = all.reduce((total, sum) => total + sum.count, 0)
      return [currency, { count, value: decimal(amount, currency), value_formatted: formatMoney(amount, currency) }]
    }),
  )
}
