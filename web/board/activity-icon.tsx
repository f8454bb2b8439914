import { Dynamic } from "solid-js/web"
import { IconActivities, IconFlag, IconLunch, IconMail, IconMeeting, IconPhone, IconTask } from "../ui/icons.ts"

export const ACTIVITY_ICONS: Record<string, typeof IconTask> = {
  call: IconPhone,
  meeting: IconMeeting,
  task: IconTask,
  deadline: IconFlag,
  email: IconMail,
  lunch: IconLunch,
}

export function ActivityIcon(props: { type: string }) {
  return <Dynamic component={ACTIVITY_ICONS[props.type] ?? IconActivities} aria-hidden="true" />
}
