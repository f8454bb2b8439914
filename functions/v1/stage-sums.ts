/** What a pipeline's open deals add up to by stage and currency, from the sums that stand beside the facts. */
import { decimal, formatMoney } from "../../shared/amount.ts"
import type { ConvertTo } from "../../shared/api/v1/fields.ts"
import { type OpenSum, seesSum } from "../../shared/open-sums.ts"
import { readOpenSums } from "../data/open-sums.ts"
import type { Actor } from "../platform/actor.ts"
import { type Converting, convertingTo, totalOf } from "./converting.ts"

type Values = Record<string, { count: number; value: number; value_formatted: string }>

export async function summed(actor: Actor, pipelineId: number, convertTo?: ConvertTo) {
  const sums = await readOpenSums(actor.workspaceId)
  const own = sums.filter((sum) => sum.pipeline === pipelineId && seesSum(actor, sum))
  const stages = [...new Set(own.map((sum) => sum.stage))].sort((a, b) => a - b)
  const converting = convertTo === undefined ? undefined : await convertingTo(actor, convertTo)
  const eachStage = <T>(of: (sums: OpenSum[]) => T) =>
    Object.fromEntries(stages.map((stage) => [stage, of(own.filter((sum) => sum.stage === stage))]))
  return {
    per_stages: eachStage(valuesOf),
    ...(converting && { per_stages_converted: eachStage((sums) => convertedOf(sums, converting)) }),
    per_currency: Object.fromEntries(Object.entries(valuesOf(own)).map(([currency, { value }]) => [currency, value])),
    per_currency_full: valuesOf(own),
  }
}

function convertedOf(sums: readonly OpenSum[], converting: Converting): Values {
  const { to } = converting
  const amounts = new Map<string, number>()
  for (const { currency, value } of sums) amounts.set(currency, (amounts.get(currency) ?? 0) + value)
  const amount = totalOf(amounts, converting)
  const count = sums.reduce((total, sum) => total + sum.count, 0)
  return { [to]: { count, value: decimal(amount, to), value_formatted: formatMoney(amount, to) } }
}

function valuesOf(sums: readonly OpenSum[]): Values {
  return Object.fromEntries(
    [...Map.groupBy(sums, (sum) => sum.currency)].map(([currency, all]) => {
      const amount = all.reduce((total, sum) => total + sum.value, 0)
      const count = all.reduce((total, sum) => total + sum.count, 0)
      return [currency, { count, value: decimal(amount, currency), value_formatted: formatMoney(amount, currency) }]
    }),
  )
}
