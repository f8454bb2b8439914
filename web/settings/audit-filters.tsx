import { AuditSource } from "../../shared/api/audit.ts"
import type { UserAnswer } from "../../shared/api/users.ts"
import { AuditAction } from "../../shared/audit.ts"
import { DateField } from "../ui/date-field.tsx"
import { SelectField } from "../ui/field.tsx"
import type { Narrowed } from "./audit-queries.ts"
import { ACTION_OPTIONS, OBJECT_OPTIONS, SOURCE_OPTIONS } from "./audit-words.ts"

const ALL = { value: "", label: "All" }

/** What the log is narrowed by. */
export function AuditFilters(props: {
  users: readonly UserAnswer[]
  value: Narrowed
  onValue: (value: Narrowed) => void
}) {
  const set = (part: Partial<Narrowed>) => props.onValue({ ...props.value, ...part })
  return (
    <search data-panel data-audit-filters aria-label="Narrow the log">
      <SelectField
        label="Who"
        value={props.value.user}
        onValue={(user) => set({ user })}
        options={[ALL, ...props.users.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
      <SelectField
        label="What"
        value={props.value.object}
        onValue={(object) => set({ object })}
        options={[ALL, ...OBJECT_OPTIONS]}
      />
      <SelectField
        label="Action"
        value={props.value.action}
        onValue={(value) => set({ action: AuditAction.safeParse(value).data ?? "" })}
        options={[ALL, ...ACTION_OPTIONS]}
      />
      <SelectField
        label="From where"
        value={props.value.via}
        onValue={(value) => set({ via: AuditSource.safeParse(value).data ?? "" })}
        options={[ALL, ...SOURCE_OPTIONS]}
      />
      <DateField label="First day" value={props.value.from} onValue={(from) => set({ from })} clearable />
      <DateField label="Last day" value={props.value.until} onValue={(until) => set({ until })} clearable />
    </search>
  )
}
