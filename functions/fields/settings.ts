/** What a request sets for a field: where it is shown, and where it is important or required. */
import type { FieldSettings } from "../../shared/api/field-answer.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Field, Shown } from "../../shared/field.ts"
import type { Setup } from "../data/setup.ts"

/** The field with these settings. Throws a `Problem` on a pipeline or stage that is not there or does not show the field. */
export function withSettings(field: Field, body: FieldSettings, setup: Setup): Field {
  const shown = body.ui_visibility === undefined ? field.shown : shownAs(field.shown ?? {}, body.ui_visibility, setup)
  const { important, required, ...rest } = field
  const after: Field = { ...rest, ...(shown && { shown }), ...merged({ important, required }, body) }
  checkStages(after, setup)
  return after
}

function merged(
  before: { important: Field["important"]; required: Field["required"] },
  { important_fields: important, required_fields: required }: FieldSettings,
): Pick<Field, "important" | "required"> {
  const stays = (set: object | undefined, given: { enabled?: boolean | undefined } | undefined) =>
    given?.enabled ?? set !== undefined
  return {
    ...(stays(before.important, important) && {
      important: { stageIds: important?.stage_ids ?? before.important?.stageIds ?? [] },
    }),
    ...(stays(before.required, required) && {
      required: {
        stageIds: required?.stage_ids ?? before.required?.stageIds ?? [],
        outcomes: required?.statuses ?? before.required?.outcomes ?? {},
      },
    }),
  }
}

function shownAs(before: Shown, body: NonNullable<FieldSettings["ui_visibility"]>, setup: Setup): Shown {
  const { show_in_pipelines: pipelines } = body
  const everywhere =
    pipelines?.show_in_all ?? (pipelines?.pipeline_ids === undefined && before.pipelineIds === undefined)
  const pipelineIds = everywhere ? undefined : (pipelines?.pipeline_ids ?? before.pipelineIds ?? [])
  const unknown = pipelineIds?.find((id) => !isLive(setup.pipelines.get(id)))
  if (unknown !== undefined) {
    throw refuse("ui_visibility.show_in_pipelines.pipeline_ids", `no pipeline has the id ${unknown}`)
  }
  const { pipelineIds: _, ...rest } = before
  const dialog = (
    was: Shown["inDealDialog"],
    given: { show?: boolean | undefined; order?: number | null | undefined } | undefined,
  ) =>
    given && {
      shown: given.show ?? was?.shown ?? false,
      order: given.order === undefined ? (was?.order ?? null) : given.order,
    }
  const inDealDialog = dialog(before.inDealDialog, body.show_in_add_deal_dialog)
  const inPersonDialog = dialog(before.inPersonDialog, body.show_in_add_person_dialog)
  return {
    ...rest,
    ...(body.add_visible_flag !== undefined && { onAdd: body.add_visible_flag }),
    ...(body.details_visible_flag !== undefined && { onDetails: body.details_visible_flag }),
    ...(body.projects_detail_visible_flag !== undefined && { onProjects: body.projects_detail_visible_flag }),
    ...(pipelineIds && { pipelineIds }),
    ...(inDealDialog && { inDealDialog }),
    ...(inPersonDialog && { inPersonDialog }),
  }
}

const isLive = (record: { deletedAt?: string | undefined } | undefined) =>
  record !== undefined && record.deletedAt === undefined

function checkStages({ important, required, shown }: Field, setup: Setup): void {
  const shows = (pipelineId: number) => shown?.pipelineIds === undefined || shown.pipelineIds.includes(pipelineId)
  const check = (ids: readonly number[], where: string) => {
    for (const id of ids) {
      const stage = setup.stages.get(id)
      if (stage === undefined || !isLive(stage)) throw refuse(where, `no stage has the id ${id}`)
      if (!shows(stage.pipelineId)) throw refuse(where, `stage ${id} is in a pipeline that does not show the field`)
    }
  }
  check(important?.stageIds ?? [], "important_fields.stage_ids")
  check(required?.stageIds ?? [], "required_fields.stage_ids")
  for (const id of Object.keys(required?.outcomes ?? {}).map(Number)) {
    if (!isLive(setup.pipelines.get(id)) || !shows(id)) {
      throw refuse("required_fields.statuses", `no pipeline that shows the field has the id ${id}`)
    }
  }
}
