/** A known field as API v2 shows it, with what of its settings was asked for. */
import { type Field, isCustom } from "../field.ts"
import { SUBFIELDS } from "../field-value.ts"
import { type KnownField, optionsOf } from "../known-field.ts"
import type { FieldAnswer } from "./custom-fields.ts"
import type { FieldMeta } from "./field-answer.ts"

export function fieldAnswer(field: Field): FieldAnswer {
  const chosen = field.type === "enum" || field.type === "set"
  return {
    of: field.of,
    field_name: field.name,
    field_code: field.key,
    field_type: field.type,
    options: chosen
      ? field.options.map((option) => ({ id: option.id, label: option.label, color: option.color ?? null }))
      : null,
    is_custom_field: isCustom(field),
    ...(field.formula !== undefined && { formula: field.formula }),
  }
}

type Included = "ui_visibility" | "important_fields" | "required_fields"
export const EVERY_SETTING: readonly Included[] = ["ui_visibility", "important_fields", "required_fields"]

export function fieldMeta(known: KnownField, include: readonly Included[] = []): FieldMeta {
  const parts = SUBFIELDS[known.type as Field["type"]]
  return {
    field_name: known.name,
    field_code: known.key,
    description: known.field?.description ?? "",
    // v2 names no type for a pipeline: it is a number there
    field_type: known.type === "pipeline" ? "double" : known.type,
    options: optionsOf(known),
    subfields:
      parts?.map(([field_code, name, field_type]) => ({
        field_code,
        field_name: `${name} of ${known.name}`,
        field_type,
      })) ?? null,
    is_custom_field: known.builtIn === undefined,
    ...(known.field?.formula !== undefined && { formula: known.field.formula }),
    is_optional_response_field: known.builtIn?.optional === true,
    ...(known.of === "project" && { is_writable: known.builtIn?.computed !== true }),
    ...(include.includes("ui_visibility") && { ui_visibility: visibility(known) }),
    ...(include.includes("important_fields") && HAS_IMPORTANT.includes(known.of) && important(known)),
    ...(include.includes("required_fields") && HAS_IMPORTANT.includes(known.of) && required(known)),
  }
}

const HAS_IMPORTANT: readonly string[] = ["deal", "person", "organization", "project"]

/** A field of one's own is in no dialog until it is put there. */
export function visibleOnAdd({ field, builtIn }: KnownField): boolean {
  return field?.shown?.onAdd ?? (builtIn !== undefined && builtIn.computed !== true)
}

function visibility(known: KnownField): NonNullable<FieldMeta["ui_visibility"]> {
  const { of, field, builtIn } = known
  const { onDetails = true, onProjects = builtIn !== undefined, pipelineIds } = field?.shown ?? {}
  const dialog = (place: "inDealDialog" | "inPersonDialog") => {
    const { shown = builtIn?.mandatory === true, order = null } = field?.shown?.[place] ?? {}
    return { show: shown, order }
  }
  const pipelines = { show_in_all: pipelineIds === undefined, pipeline_ids: pipelineIds ?? [] }
  return {
    add_visible_flag: visibleOnAdd(known),
    details_visible_flag: onDetails,
    ...(of === "deal" && { projects_detail_visible_flag: onProjects, show_in_pipelines: pipelines }),
    ...((of === "person" || of === "organization") && { show_in_add_deal_dialog: dialog("inDealDialog") }),
    ...(of === "organization" && { show_in_add_person_dialog: dialog("inPersonDialog") }),
  }
}

function important({ field }: KnownField): Pick<FieldMeta, "important_fields"> {
  const set = field?.important
  return { important_fields: { enabled: set !== undefined, stage_ids: set?.stageIds ?? [] } }
}

function required({ of, field, builtIn }: KnownField): Pick<FieldMeta, "required_fields"> {
  const set = field?.required
  const enabled = set !== undefined || builtIn?.mandatory === true
  if (of !== "deal") return { required_fields: { enabled } }
  return { required_fields: { enabled, stage_ids: set?.stageIds ?? [], statuses: set?.outcomes ?? {} } }
}
