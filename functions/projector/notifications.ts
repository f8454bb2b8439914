/** Who was just told of something hears it live, in all their open browsers. */
import type { DynamoDBRecord } from "aws-lambda"
import { notificationAnswer } from "../../shared/api/notifications.ts"
import { Notification } from "../../shared/notification.ts"
import { workspaceOf } from "../data/patterns.ts"
import { plain } from "./image.ts"
import { type Addressed, publish } from "./live.ts"

export type ToldImage = { w: string; told: Notification }

export function toldImageOf({ dynamodb }: DynamoDBRecord): ToldImage | undefined {
  if (dynamodb?.NewImage?.kind?.S !== "notification" || dynamodb.OldImage !== undefined) return undefined
  const { pk, told } = plain(dynamodb.NewImage)
  return { w: workspaceOf(String(pk)), told: Notification.parse(told) }
}

export async function liveNotifications(images: readonly ToldImage[]): Promise<void> {
  await Promise.all(images.map((image) => publish(messageOf(image))))
}

function messageOf({ w, told }: ToldImage): Addressed {
  const change = {
    kind: "notification" as const,
    id: 0,
    version: 1,
    action: "added" as const,
    by: told.byUserId,
    data: JSON.parse(JSON.stringify(notificationAnswer(told, false))),
  }
  return { workspace: w, audience: [`user:${told.userId}`], message: { changes: [change], many: [] } }
}
