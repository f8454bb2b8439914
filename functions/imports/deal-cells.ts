import { minorUnits } from "../../shared/amount.ts"
import type { DealStatus } from "../../shared/deal.ts"
import type { Money } from "../../shared/money.ts"
import type { Custom } from "../../shared/record.ts"
import type { Cells, Moment } from "./cells.ts"
import { customIn } from "./custom-cells.ts"
import { statusOf } from "./headers.ts"
import type { Lookup } from "./lookup.ts"

export type DealDraft = {
  title: string
  value: Money
  pipelineId: number
  stageId: number
  status: DealStatus
  addedAt?: string
  /** When it was won or lost. */
  closed?: Moment
  expectedCloseOn?: string
  lostReason?: string
  probability?: number
  labelIds: number[]
  custom: Custom
}

const MOST_AMOUNT = 1e13
const SYMBOLS: Record<string, string> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₽": "RUB",
  "₺": "TRY",
}

/** The deal in a row. One without a title is called after its organization or person (`who`), else by its row. */
export function dealIn(cells: Cells, fallback: string, lookup: Lookup, who: string | undefined): DealDraft {
  const currency = currencyIn(cells, fallback)
  const value: Money = { amount: amountIn(cells, currency), currency }
  const { status, pipelineId, stageId } = placeIn(cells, lookup)
  const times = timesIn(cells, status)
  return {
    title: titleIn(cells, who),
    value,
    pipelineId,
    stageId,
    status: status ?? times.status,
    ...times.fields,
    ...rest(cells, status ?? times.status),
    labelIds: labelsIn(cells, lookup),
    custom: customIn(cells, lookup, currency),
  }
}

function titleIn(cells: Cells, who: string | undefined): string {
  const [column] = cells.columns("title")
  const title = cells.text("title")
  if (title.length > 255) cells.refuse(column, "too_long", "has more than 255 characters")
  if (title !== "") return title.slice(0, 255)
  return who === undefined ? `Deal ${cells.row}` : `${who.slice(0, 250)} deal`
}

function currencyIn(cells: Cells, fallback: string): string {
  const [column] = cells.columns("currency")
  const text = cells.text("currency")
  if (text === "") return fallback
  const code = SYMBOLS[text] ?? text.toUpperCase()
  if (/^[A-Z]{3}$/.test(code)) return code
  cells.refuse(column, "currency", "is not a currency code, such as EUR")
  return fallback
}

function amountIn(cells: Cells, currency: string): number {
  const [column] = cells.columns("value")
  const value = column?.to === "value" ? (cells.number(column) ?? 0) : 0
  if (Math.abs(value) <= MOST_AMOUNT) return minorUnits(value, currency)
  cells.refuse(column, "number", "is too large")
  return 0
}

/** The status that the status column names, else the one that the stage column's value stands for. */
function placeIn(cells: Cells, lookup: Lookup) {
  const [column] = cells.columns("status")
  const text = cells.text("status")
  const named = text === "" ? undefined : statusOf(text)
  if (text !== "" && named === undefined) cells.refuse(column, "status", "is neither open, won nor lost")
  const place = lookup.place(cells.text("pipeline"), cells.text("stage"), named)
  if (typeof place !== "string") return { ...place, status: named ?? place.status }
  cells.refuse(cells.columns(place)[0], place, `is not a ${place} of this workspace`)
  return { pipelineId: 0, stageId: 0, status: named }
}

function momentIn(cells: Cells, target: "add_time" | "expected_close_date" | "won_time" | "lost_time" | "closed_on") {
  const [column] = cells.columns(target)
  return column === undefined ? undefined : cells.moment(column)
}

/** Without a status a deal with a time of its end is at that end. */
function timesIn(cells: Cells, status: DealStatus | undefined) {
  const added = momentIn(cells, "add_time")
  const expected = momentIn(cells, "expected_close_date")
  const won = momentIn(cells, "won_time")
  const lost = momentIn(cells, "lost_time")
  const closedOn = momentIn(cells, "closed_on")
  const known: DealStatus = status ?? (won !== undefined ? "won" : lost !== undefined ? "lost" : "open")
  const closed = known === "open" ? undefined : ((known === "won" ? won : lost) ?? closedOn)
  const expectedCloseOn = (expected ?? (known === "open" ? closedOn : undefined))?.day
  return {
    status: known,
    fields: {
      ...(added && { addedAt: added.at }),
      ...(closed && { closed }),
      ...(expectedCloseOn && { expectedCloseOn }),
    },
  }
}

function rest(cells: Cells, status: DealStatus): Pick<DealDraft, "lostReason" | "probability"> {
  const [column] = cells.columns("probability")
  const probability = column?.to === "probability" ? cells.number(column) : undefined
  if (probability !== undefined && (probability < 0 || probability > 100))
    cells.refuse(column, "number", "is not between 0 and 100")
  const reason = cells.text("lost_reason")
  if (reason.length > 255) cells.refuse(cells.columns("lost_reason")[0], "too_long", "has more than 255 characters")
  return {
    ...(probability !== undefined && { probability }),
    ...(reason !== "" && status === "lost" && { lostReason: reason.slice(0, 255) }),
  }
}

function labelsIn(cells: Cells, lookup: Lookup): number[] {
  const ids = cells.columns("label").flatMap((column) =>
    cells
      .cell(column)
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .flatMap((part) => {
        const id = part.length > 255 ? undefined : lookup.label(part)
        if (id === undefined) cells.refuse(column, "label", `${part.slice(0, 50)} is not a label`)
        return id ?? []
      }),
  )
  return [...new Set(ids)]
}
