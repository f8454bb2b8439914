/** What people are told of, the newest last, and a mark for each that they have not seen. Both go by themselves after 90 days. */
import { DAYS_OF_NOTIFICATIONS, Notification } from "../../shared/notification.ts"
import { seconds } from "../../shared/time.ts"
import { ConditionFailed, commit, writeAll } from "./commit.ts"
import { keys } from "./patterns.ts"
import { type Item, query } from "./table.ts"

/** Tells somebody once: what they were told of before is left as it is. */
export async function tell(w: string, told: Notification): Promise<void> {
  const ttl = seconds(told.at) + DAYS_OF_NOTIFICATIONS * 86_400
  try {
    await commit(
      {
        put: { ...keys.told(w, told.userId, told.id), kind: "notification", told, ttl },
        if: { expression: "attribute_not_exists(pk)" },
      },
      { put: { ...keys.unseen(w, told.userId, told.id), ttl } },
    )
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

/** Tells somebody once of several records that changed hands together, of one after the other. */
export async function tellTogether(w: string, told: Notification, recordId: number): Promise<void> {
  const ttl = seconds(told.at) + DAYS_OF_NOTIFICATIONS * 86_400
  const key = keys.told(w, told.userId, told.id)
  const records = new Set([recordId])
  try {
    await commit(
      { put: { ...key, kind: "notification", told, records, ttl }, if: { expression: "attribute_not_exists(pk)" } },
      { put: { ...keys.unseen(w, told.userId, told.id), ttl } },
    )
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    await commit({ add: key, attribute: "records", by: records })
  }
}

function toldIn({ told, records }: Item): Notification {
  const recordIds = records instanceof Set ? [...records].map(Number).sort((a, b) => a - b) : undefined
  return { ...Notification.parse(told), ...(recordIds && { recordIds }) }
}

export async function listTold(w: string, userId: number, limit: number, before: string | undefined) {
  const { pk } = keys.told(w, userId, "")
  const page = await query({
    pk: { name: "pk", value: pk },
    backwards: true,
    limit,
    ...(before !== undefined && { after: { pk, sk: before } }),
  })
  const told = page.items.map(toldIn)
  const [newest, oldest] = [told.at(0)?.id, told.at(-1)?.id]
  const marks = newest === undefined || oldest === undefined ? [] : await unseenIds(w, userId, oldest, newest)
  const unseen = new Set(marks)
  return { told: told.map((one) => ({ one, seen: !unseen.has(one.id) })), next: page.next && oldest }
}

async function unseenIds(w: string, userId: number, from: string, to: string): Promise<string[]> {
  const { pk } = keys.unseen(w, userId, "")
  const { items } = await query({ pk: { name: "pk", value: pk }, sk: { name: "sk", from, to } })
  return items.map(({ sk }) => sk)
}

/** How many somebody has not seen, as far as `most`. */
export async function countUnseen(w: string, userId: number, most: number): Promise<number> {
  const { pk } = keys.unseen(w, userId, "")
  return (await query({ pk: { name: "pk", value: pk }, limit: most, countOnly: true })).count
}

export async function see(w: string, userId: number, ids: readonly string[]): Promise<void> {
  await writeAll([...new Set(ids)].map((id) => ({ delete: keys.unseen(w, userId, id) })))
}

/** Marks that one request takes away; whoever has more asks again. */
const MOST_SEEN = 5000

export async function seeAll(w: string, userId: number): Promise<void> {
  const { pk } = keys.unseen(w, userId, "")
  const { items } = await query({ pk: { name: "pk", value: pk }, limit: MOST_SEEN })
  await writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })))
}
