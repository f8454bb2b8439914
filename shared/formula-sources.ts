/** What the formulas of each kind may be computed from beside its custom fields, and where a record has it. */
import { decimal } from "./amount.ts"
import type { RecordOf } from "./fact-sources.ts"
import type { FieldOf } from "./field.ts"
import type { Kind } from "./formula-value.ts"
import type { Custom, RecordKind } from "./record.ts"

type Input = { name: string; kind: Kind }

const number = (name: string): Input => ({ name, kind: "number" })
const money = (name: string): Input => ({ name, kind: "money" })
const day = (name: string): Input => ({ name, kind: "day" })

const TIMES = { add_time: day("Created"), update_time: day("Changed") }

/** By what the API's answers call them. */
export const INPUTS: Record<FieldOf, Record<string, Input>> = {
  deal: {
    value: money("Value"),
    probability: number("Probability"),
    expected_close_date: day("Expected close date"),
    ...TIMES,
    stage_change_time: day("Last stage change"),
    won_time: day("Won time"),
    lost_time: day("Lost time"),
    close_time: day("Closed time"),
  },
  person: TIMES,
  organization: {
    annual_revenue: number("Annual revenue"),
    employee_count: number("Number of employees"),
    ...TIMES,
  },
  product: {
    price: money("Price"),
    cost: money("Cost"),
    direct_cost: money("Direct cost"),
    tax: number("Tax"),
    billing_frequency_cycles: number("Billing cycles"),
    ...TIMES,
  },
  project: {
    start_date: day("Start date"),
    end_date: day("End date"),
    ...TIMES,
    status_change_time: day("Last status change"),
    archive_time: day("Archived time"),
  },
}

export type Given = {
  /** Of a record that is worth something in one currency. */
  currency?: string | undefined
  /** Days and instants as text. */
  values: Record<string, unknown>
  custom: Custom
}

const timesOf = ({ addedAt, changedAt }: { addedAt: string; changedAt: string }) => ({
  add_time: addedAt,
  update_time: changedAt,
})

/** Kinds of records that show formulas: leads show those of deals. */
export type Computing = FieldOf | "lead"

export const GIVEN: { [K in Computing]: (record: RecordOf[K]) => Given } = {
  deal: ({ value, custom, ...deal }) => ({
    currency: value.currency,
    values: {
      value: decimal(value.amount, value.currency),
      probability: deal.probability,
      expected_close_date: deal.expectedCloseOn,
      ...timesOf(deal),
      stage_change_time: deal.stageChangedAt,
      won_time: deal.wonAt,
      lost_time: deal.lostAt,
      close_time: deal.closedAt,
    },
    custom,
  }),
  lead: ({ value, custom, ...lead }) => ({
    currency: value?.currency,
    values: {
      value: value && decimal(value.amount, value.currency),
      expected_close_date: lead.expectedCloseOn,
      ...timesOf(lead),
    },
    custom,
  }),
  person: (person) => ({ values: timesOf(person), custom: person.custom }),
  organization: ({ custom, ...organization }) => ({
    values: {
      annual_revenue: organization.annualRevenue,
      employee_count: organization.employeeCount,
      ...timesOf(organization),
    },
    custom,
  }),
  product: ({ prices: [first], custom, ...product }) => ({
    currency: first?.currency,
    values: {
      price: first?.price,
      // the API answers 0 where none was given
      cost: first && (first.cost ?? 0),
      direct_cost: first?.directCost,
      tax: product.tax,
      billing_frequency_cycles: product.cycles,
      ...timesOf(product),
    },
    custom,
  }),
  project: ({ custom, ...project }) => ({
    values: {
      start_date: project.startsOn,
      end_date: project.endsOn,
      ...timesOf(project),
      status_change_time: project.statusChangedAt,
      archive_time: project.archivedAt,
    },
    custom,
  }),
}

export function isComputing(kind: RecordKind): kind is Computing {
  return Object.hasOwn(GIVEN, kind)
}

/** Whose fields a kind has. */
export const fieldsFrom = (kind: Computing): FieldOf => (kind === "lead" ? "deal" : kind)

/** Kinds that show the fields of one. */
export const shownBy = (of: FieldOf): readonly Computing[] => (of === "deal" ? ["deal", "lead"] : [of])
