/** What activities are, and how pressing. Apart from the schemas, so that a page can have it without them. */

export const ACTIVITY_TYPES = [
  { key: "call", name: "Call" },
  { key: "meeting", name: "Meeting" },
  { key: "task", name: "Task" },
  { key: "deadline", name: "Deadline" },
  { key: "email", name: "Email" },
  { key: "lunch", name: "Lunch" },
] as const

/** What `priority` means where it is set. */
export const ACTIVITY_PRIORITIES = [
  { id: 1, name: "High" },
  { id: 2, name: "Medium" },
  { id: 3, name: "Low" },
] as const
