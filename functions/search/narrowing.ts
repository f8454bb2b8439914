import type { RecordOf } from "../../shared/fact-sources.ts"
import type { Searchable } from "../../shared/search.ts"

type Asked = { person_id?: number | undefined; organization_id?: number | undefined }
type Found = RecordOf[Searchable]

export function isDealOf(record: Found, asked: Asked & { status?: string | undefined }): boolean {
  return "stageId" in record && isOf(record, asked) && (asked.status === undefined || record.status === asked.status)
}

export function isPersonOf(record: Found, { organization_id }: Asked): boolean {
  return "emails" in record && (organization_id === undefined || record.organizationId === organization_id)
}

/** Whether a deal, lead or project is of the person and organization that are asked for. */
export function isOf(record: RecordOf["deal" | "lead" | "project"], asked: Asked) {
  const has = (id: number | undefined, ids: readonly (number | undefined)[]) => id === undefined || ids.includes(id)
  const many = "personIds" in record
  return (
    has(asked.person_id, many ? record.personIds : [record.personId]) &&
    has(asked.organization_id, many ? record.organizationIds : [record.organizationId])
  )
}
