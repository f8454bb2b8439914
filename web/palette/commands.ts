import type { Setup } from "../../shared/api/workspaces.ts"
import { density, setDensity } from "../app/density.ts"
import { show } from "../app/overlay.ts"
import { SECTIONS } from "../app/sections.ts"
import { leave } from "../app/session.ts"
import { setTheme } from "../app/theme.ts"
import { KINDS } from "../quick-add/kinds.ts"
import { quickAdd } from "../quick-add/open.ts"
import {
  IconBell,
  IconBoard,
  IconDensity,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconSettings,
  IconSignOut,
  IconSun,
  IconSystem,
} from "../ui/icons.ts"
import type { Entry, Group } from "./entries.ts"

const SETTINGS = [
  { path: "pipelines", label: "Pipelines" },
  { path: "people", label: "People of the team" },
  { path: "fields", label: "Fields" },
  { path: "activities", label: "Activity types and templates" },
  { path: "currencies", label: "Currencies" },
  { path: "tokens", label: "API tokens" },
  { path: "profile", label: "Your profile" },
]

/** All that can be done from anywhere. `rest` is found by typing only. */
export function commandsFor(setup: Setup | undefined): { shown: Group[]; rest: Group } {
  const go: Entry[] = SECTIONS.map(({ href, label, icon, key }) => ({
    key: `go${href}`,
    label: `Go to ${label}`,
    note: "",
    words: "open",
    icon,
    href,
    keys: `g ${key}`,
  }))
  const add: Entry[] = KINDS.map(({ kind, label, key }) => ({
    key: `add-${kind}`,
    label: `Add ${label.toLowerCase()}`,
    note: "",
    words: "new create",
    icon: IconPlus,
    keys: `. ${key}`,
    run: () => quickAdd(kind),
  }))
  return {
    shown: [
      { name: "Go to", entries: go },
      { name: "Add", entries: add },
    ],
    rest: { name: "Commands", entries: [...appearance(), ...places(setup)] },
  }
}

function appearance(): Entry[] {
  const isCompact = density() === "compact"
  const command = (key: string, label: string, words: string, icon: Entry["icon"], run: () => void): Entry => ({
    key,
    label,
    note: "",
    words,
    icon,
    run,
  })
  return [
    command("light", "Light theme", "colour appearance", IconSun, () => setTheme("light")),
    command("dark", "Dark theme", "colour appearance", IconMoon, () => setTheme("dark")),
    command("system", "Theme as the system", "colour appearance", IconSystem, () => setTheme("system")),
    command("density", isCompact ? "Comfortable rows" : "Compact rows", "density appearance", IconDensity, () =>
      setDensity(isCompact ? "comfortable" : "compact"),
    ),
    command("shortcuts", "Keyboard shortcuts", "keys help", IconKeyboard, () => show("shortcuts")),
    command("notifications", "Notifications", "bell", IconBell, () => show("notifications")),
    command("sign-out", "Sign out", "log leave", IconSignOut, () => void leave()),
  ]
}

function places(setup: Setup | undefined): Entry[] {
  const boards = (setup?.pipelines ?? []).map((pipeline) => ({
    key: `board-${pipeline.id}`,
    label: `Board: ${pipeline.name}`,
    note: "",
    words: "go pipeline",
    icon: IconBoard,
    href: `/board/${pipeline.id}`,
  }))
  const settings = SETTINGS.map(({ path, label }) => ({
    key: `settings-${path}`,
    label: `Settings: ${label}`,
    note: "",
    words: "go",
    icon: IconSettings,
    href: `/settings/${path}`,
  }))
  return [...boards, ...settings]
}
