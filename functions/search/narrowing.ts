import type { RecordOf } from "../../shared/facts.ts"

/** Whether a lead or project is of the person and organization that are asked for. */
export function isOf(
  record: RecordOf["lead" | "project"],
  asked: { person_id?: number | undefined; organization_id?: number | undefined },
) {
  const has = (id: number | undefined, ids: readonly (number | undefined)[]) => id === undefined || ids.includes(id)
  const many = "personIds" in record
  return (
    has(asked.person_id, many ? record.personIds : [record.personId]) &&
    has(asked.organization_id, many ? record.organizationIds : [record.organizationId])
  )
}
