/** Finds who is to be told of what happened, and has it delivered to each. */
import { createHash } from "node:crypto"
import type { CrmEvent } from "../../shared/event.ts"
import { canSee, type Viewer } from "../../shared/permission.ts"
import type { Webhook } from "../../shared/webhook.ts"
import { ConditionFailed } from "../data/commit.ts"
import { currentSetup } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { viewerOf } from "../data/viewers.ts"
import { type Once, subscriber } from "../platform/subscriber.ts"
import { underSeen } from "../records/parents.ts"
import { actionOf, entityOf } from "./action.ts"
import { order } from "./order.ts"
import { visibilityOf } from "./payload.ts"
import { putDelivery, webhooksOf } from "./store.ts"

async function hear(event: CrmEvent, once: Once<Webhook[]>): Promise<void> {
  if (isSaidAlready(event)) return
  const w = event.workspaceId
  for (const webhook of await once(w, webhooksOf)) {
    if (concerns(webhook, event) && (await sees(webhook, event))) await begin(w, webhook, event)
  }
}

/** A change that won a deal and moved it is two events, and one thing to tell; so is a merge for the record that is no more. */
function isSaidAlready({ name, data }: CrmEvent): boolean {
  const { previous } = data
  if (name.endsWith(".merged")) return true
  return name === "deal.moved" && typeof previous === "object" && previous !== null && "status" in previous
}

function concerns({ action, object }: Webhook, event: CrmEvent): boolean {
  return (action === "*" || action === actionOf(event)) && (object === "*" || object === entityOf(event))
}

/** Whether the person in whose name it hears may see the record. */
async function sees(webhook: Webhook, event: CrmEvent): Promise<boolean> {
  const setup = await currentSetup(event.workspaceId)
  const user = setup.users.get(webhook.userId)
  if (user?.status !== "active") return false
  const viewer = viewerOf(setup, user)
  const { current } = event.data
  if (typeof current !== "object" || current === null || Array.isArray(current)) return false
  return canSee(viewer, visibilityOf(event)) && (!OF_OTHERS.has(entityOf(event)) || seesParent(event, viewer, current))
}

/** What is seen by whoever sees a record that it belongs to. */
const OF_OTHERS = new Set(["note", "deal_product", "deal_installment", "task"])

async function seesParent(
  event: CrmEvent,
  viewer: Viewer,
  { deal_id, person_id, org_id, project_id, lead_id }: Record<string, unknown>,
): Promise<boolean> {
  const id = (value: unknown) => (typeof value === "number" ? value : undefined)
  const links = {
    dealId: id(deal_id),
    personId: id(person_id),
    organizationId: id(org_id),
    projectId: id(project_id),
    leadUuid: typeof lead_id === "string" ? lead_id : undefined,
  }
  return (await underSeen(open(event), viewer, [links])).length > 0
}

/** An event that comes twice finds its delivery begun, and has it tried in case that was not said. */
async function begin(w: string, webhook: Webhook, event: CrmEvent): Promise<void> {
  const hash = createHash("sha256").update(`${event.eventId}:${webhook.id}`).digest("hex").slice(0, 16)
  const id = `${event.at}.${hash}`
  try {
    await putDelivery(w, { id, webhookId: webhook.id, event, status: "waiting", tries: [], before: 0 }, "new")
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
  await order({ workspaceId: w, webhookId: webhook.id, deliveryId: id, tries: 0 })
}

export const handler = subscriber<Webhook[]>(hear)
