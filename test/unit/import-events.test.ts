import { marshall } from "@aws-sdk/util-dynamodb"
import type { DynamoDBRecord } from "aws-lambda"
import { expect, test, vi } from "vitest"
import { importEvents, jobImageOf } from "../../functions/projector/imports.ts"
import type { Import } from "../../shared/import.ts"

vi.hoisted(() => {
  process.env["TABLE_NAME"] = "none"
})

const JOB: Import = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  version: 7,
  status: "importing",
  fileName: "deals.csv",
  size: 10,
  startedBy: 3,
  addedAt: "2026-06-01T00:00:00Z",
  changedAt: "2026-06-01T00:01:00Z",
  runs: 3,
  next: 0,
}
const DONE: Import = { ...JOB, version: 8, status: "done" }

function record(before: Import | undefined, after: Import): DynamoDBRecord {
  const image = (job: Import) => marshall({ pk: "42#job", sk: job.id, kind: "import", ...job }) as never
  return { dynamodb: { NewImage: image(after), ...(before && { OldImage: image(before) }) } }
}

const eventsOf = (...records: DynamoDBRecord[]) => importEvents(records.flatMap((one) => jobImageOf(one) ?? []))

test("the end of an import is one event, with the same id whenever it is delivered", () => {
  const [event, ...more] = eventsOf(record(undefined, JOB), record(JOB, DONE), record(DONE, { ...DONE, version: 9 }))
  expect(more).toEqual([])
  expect(event).toMatchObject({
    name: "import.finished",
    eventId: `42:import:${JOB.id}:8:import.finished`,
    workspaceId: "42",
    byUserId: 3,
    data: { current: { id: JOB.id, status: "done" } },
  })
  expect(eventsOf(record(JOB, DONE))).toEqual([event])
})

test("other items are no imports", () => {
  const deal = { dynamodb: { NewImage: marshall({ pk: "42#deal#0", sk: "1", kind: "deal", id: 1 }) as never } }
  expect(jobImageOf(deal)).toBeUndefined()
})
