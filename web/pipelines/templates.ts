/** Pipelines kept as templates, and pipelines begun with one. */
import { PIPELINE_TEMPLATES } from "../../shared/pipeline-templates.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { short, toast } from "../ui/toast.tsx"

const KEY = ["pipeline-templates"] as const

export const templatesQuery = () => ({
  queryKey: KEY,
  queryFn: () => call("GET /api/v2/pipelines/templates"),
})

/** The templates that everyone has. */
export const READY_MADE = PIPELINE_TEMPLATES.map(({ key, name }) => ({ value: key, label: name }))

export async function keep(name: string, pipelineId: number): Promise<void> {
  await call("POST /api/v2/pipelines/templates", { body: { name, pipeline_id: pipelineId } })
  await queryClient.invalidateQueries({ queryKey: KEY })
  toast(`${short(name)} is kept as a template`)
}

export async function rename(id: string, name: string): Promise<void> {
  await call("PATCH /api/v2/pipelines/templates/{id}", { params: { id }, body: { name } })
  await queryClient.invalidateQueries({ queryKey: KEY })
}

export async function remove(id: string): Promise<void> {
  await call("DELETE /api/v2/pipelines/templates/{id}", { params: { id } })
  await queryClient.invalidateQueries({ queryKey: KEY })
}

/** Adds a pipeline, as a template has it where one is chosen. */
export async function begin(name: string, weighs: boolean, template: string): Promise<{ id: number }> {
  if (template === "") {
    return await call("POST /api/v2/pipelines", { body: { name, is_deal_probability_enabled: weighs } })
  }
  const made = await call("POST /api/v2/pipelines/templates/{id}/pipelines", {
    params: { id: template },
    body: { name },
  })
  if (made.left_out.length > 0) toast(`Left out, as it is not there any more: ${made.left_out.join("; ")}`)
  return made
}
