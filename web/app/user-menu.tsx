import { useNavigate } from "@solidjs/router"
import { Avatar } from "../ui/avatar.tsx"
import { IconDensity, IconKeyboard, IconMoon, IconPerson, IconSignOut, IconSun, IconSystem } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { density, setDensity } from "./density.ts"
import { show } from "./overlay.ts"
import { settled, useSetup } from "./queries.ts"
import { leave } from "./session.ts"
import { setTheme, theme } from "./theme.ts"

/** Who you are, and how it looks for you. */
export function UserMenu() {
  const setup = useSetup()
  const navigate = useNavigate()
  const known = () => settled(setup)
  return (
    <Menu
      label="Your menu"
      class="me"
      trigger={<Avatar name={known()?.me.name ?? "…"} />}
      entries={[
        { heading: `${known()?.me.name ?? ""} · ${known()?.workspace.name ?? ""}` },
        { label: "Your profile", icon: IconPerson, onSelect: () => navigate("/settings/profile") },
        { label: "Keyboard shortcuts", icon: IconKeyboard, note: "?", onSelect: () => show("shortcuts") },
        { separator: true },
        { heading: "Theme" },
        { label: "Light", icon: IconSun, checked: theme() === "light", onSelect: () => setTheme("light") },
        { label: "Dark", icon: IconMoon, checked: theme() === "dark", onSelect: () => setTheme("dark") },
        {
          label: "As the system",
          icon: IconSystem,
          checked: theme() === "system",
          onSelect: () => setTheme("system"),
        },
        { separator: true },
        {
          label: "Compact rows",
          icon: IconDensity,
          checked: density() === "compact",
          onSelect: () => setDensity(density() === "compact" ? "comfortable" : "compact"),
        },
        { separator: true },
        { label: "Sign out", icon: IconSignOut, onSelect: () => void leave() },
      ]}
    />
  )
}
