import type { CrmEvent } from "../../shared/event.ts"
import type { WebhookAction } from "../../shared/webhook.ts"

export function entityOf({ name }: CrmEvent): string {
  return name.split(".")[0] ?? ""
}

export function actionOf({ name }: CrmEvent): Exclude<WebhookAction, "*"> {
  const [, what] = name.split(".")
  return what === "added" ? "create" : what === "deleted" ? "delete" : "change"
}
