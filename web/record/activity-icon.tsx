import { Dynamic } from "solid-js/web"
import { IconActivities, IconFlag, IconLunch, IconMail, IconMeeting, IconPhone, IconTask } from "../ui/icons.ts"

const ICONS: Record<string, typeof IconPhone> = {
  call: IconPhone,
  meeting: IconMeeting,
  task: IconTask,
  deadline: IconFlag,
  email: IconMail,
  lunch: IconLunch,
}

export function iconOf(type: string): typeof IconPhone {
  return ICONS[type] ?? IconActivities
}

export function ActivityIcon(props: { type: string }) {
  return <Dynamic component={iconOf(props.type)} aria-hidden="true" />
}
