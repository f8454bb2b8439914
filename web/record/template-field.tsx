import { useQuery } from "@tanstack/solid-query"
import { Show } from "solid-js"
import type { ActivityTemplateAnswer } from "../../shared/api/activity-settings.ts"
import { addDays } from "../../shared/day.ts"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { SelectField } from "../ui/field.tsx"
import { hasType } from "./activity-types.ts"

export const activityTemplatesQuery = () => ({
  queryKey: ["activity-templates"],
  queryFn: () => call("GET /api/v2/activities/templates"),
})

/** What a form holds that a template may fill in. */
type Filled = {
  type: string
  subject: string
  day: string
  time: string
  duration: string
  priority: string
  note: string
}

/** What a template says of it: its type, unless that was taken away, its day, and what nothing was written for yet. */
function filledBy(template: ActivityTemplateAnswer, draft: Filled, today: string): Partial<Filled> {
  const { subject, duration, priority, note, due_time: time } = template
  return {
    ...(hasType(template.type) && { type: template.type }),
    day: addDays(today, template.due_in_days),
    ...(draft.subject === "" && { subject }),
    ...(draft.time === "" && time !== null && { time: time.slice(0, 5) }),
    ...(draft.duration === "" && duration !== null && { duration: duration.slice(0, 5) }),
    ...(draft.priority === "" && priority !== null && { priority: String(priority) }),
    ...(draft.note === "" && note !== null && { note }),
  }
}

/** Begins an activity with one of the workspace's templates, where there are any. */
export function TemplateField(props: { draft: Filled; today: string; onFill: (part: Partial<Filled>) => void }) {
  const templates = useQuery(activityTemplatesQuery)
  const known = () => settled(templates) ?? []
  const use = (id: string) => {
    const template = known().find((one) => one.id === id)
    if (template !== undefined) props.onFill(filledBy(template, props.draft, props.today))
  }
  return (
    <Show when={known().length > 0}>
      <SelectField
        label="Use a template"
        value=""
        onValue={use}
        options={[{ value: "", label: "Choose…" }, ...known().map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Show>
  )
}
