import { IconActivities, IconBoard, IconContacts, IconImport, IconReports, IconSettings } from "../ui/icons.ts"

/** The parts of the product. `key` is what follows `g`; `also` are further paths that belong to it. */
export const SECTIONS = [
  { href: "/board", label: "Deals", icon: IconBoard, key: "d", also: ["/deals", "/list"] },
  { href: "/contacts", label: "Contacts", icon: IconContacts, key: "c", also: ["/persons", "/organizations"] },
  { href: "/activities", label: "Activities", icon: IconActivities, key: "a", also: [] },
  { href: "/reports", label: "Reports", icon: IconReports, key: "r", also: [] },
  { href: "/import", label: "Import", icon: IconImport, key: "i", also: [] },
  { href: "/settings", label: "Settings", icon: IconSettings, key: "s", also: [] },
] as const

export type Section = (typeof SECTIONS)[number]

export function isIn(section: Section, pathname: string): boolean {
  return [section.href, ...section.also].some((path) => pathname === path || pathname.startsWith(`${path}/`))
}
