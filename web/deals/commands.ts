/** What can be done with a deal beside changing its fields. */
import type { Navigator } from "@solidjs/router"
import type { DealDetail } from "../../shared/api/deals.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Permission } from "../../shared/permission.ts"
import { call } from "../app/client.ts"
import { refusal } from "../board/rights.ts"
import { copyLink } from "../record/copy-link.ts"
import { said } from "../record/optimistic.ts"
import { IconBoard, IconCopy, IconLink, IconTrash } from "../ui/icons.ts"
import type { MenuEntry } from "../ui/menu.tsx"
import { short, toast } from "../ui/toast.tsx"
import { changeDeal, moveDeal } from "./queries.ts"

export function commands(deal: DealDetail, setup: Setup | undefined, navigate: Navigator): MenuEntry[] {
  const may = (permission: Permission) => setup?.may.includes(permission) !== false
  const refused = (to?: StageAnswer) => setup !== undefined && refusal(setup, [deal], "move", to) !== undefined
  const others = (setup?.pipelines ?? []).filter((one) => one.id !== deal.pipeline_id && !one.is_deleted)
  const stagesOf = (pipelineId: number) =>
    (setup?.stages ?? [])
      .filter((stage) => stage.pipeline_id === pipelineId && !stage.is_deleted && !refused(stage))
      .sort((a, b) => a.order_nr - b.order_nr)
      .map((stage) => ({ label: stage.name, onSelect: () => void moved(deal, stage) }))
  const move: MenuEntry = {
    label: "Move to another pipeline",
    icon: IconBoard,
    entries: others.map(({ id, name }) => ({ label: name, entries: stagesOf(id) })),
  }
  return [
    ...(may("records.add")
      ? [{ label: "Duplicate", icon: IconCopy, onSelect: () => void duplicate(deal, navigate) }]
      : []),
    ...(others.length > 0 && !refused() ? [move] : []),
    { label: "Copy the link", icon: IconLink, onSelect: () => void copyLink({ kind: "deal", id: deal.id }) },
    ...(setup === undefined || refusal(setup, [deal], "delete") === undefined
      ? [
          { separator: true } as const,
          { label: "Delete", icon: IconTrash, danger: true, onSelect: () => void remove(deal, navigate) },
        ]
      : []),
  ]
}

async function moved(deal: DealDetail, stage: { id: number; name: string; pipeline_id: number }): Promise<void> {
  try {
    await moveDeal(deal, stage)
    toast(`Moved to ${stage.name}`)
  } catch (error) {
    toast(`The deal was not moved. ${said(error, "")}`, { kind: "error" })
  }
}

async function duplicate(deal: DealDetail, navigate: Navigator): Promise<void> {
  try {
    const copy = await call("POST /api/v2/deals/{id}/duplicate", { params: { id: deal.id } })
    navigate(`/deals/${copy.id}`)
    toast(`This is the copy of ${short(deal.title)}`)
  } catch (error) {
    toast(`The deal was not duplicated. ${said(error, "")}`, { kind: "error" })
  }
}

async function remove(deal: DealDetail, navigate: Navigator): Promise<void> {
  try {
    await changeDeal(deal.id, { is_deleted: true })
    navigate(`/board/${deal.pipeline_id}`)
    toast(`${short(deal.title)} was deleted`, { undo: () => void restore(deal, () => navigate(`/deals/${deal.id}`)) })
  } catch (error) {
    toast(`The deal was not deleted. ${said(error, "")}`, { kind: "error" })
  }
}

export async function restore(deal: DealDetail, then?: () => void): Promise<void> {
  try {
    await changeDeal(deal.id, { is_deleted: false })
    then?.()
  } catch (error) {
    toast(`The deal was not restored. ${said(error, "")}`, { kind: "error" })
  }
}
