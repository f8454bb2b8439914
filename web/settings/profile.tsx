import type { Setup } from "../../shared/api/workspaces.ts"
import { setTheme, type Theme, theme } from "../app/theme.ts"
import { Choices } from "../ui/choice.tsx"
import { Section } from "./section.tsx"
import { ROLES } from "./words.ts"

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "As the system" },
]

export function Profile(props: { setup: Setup }) {
  return (
    <Section title="Your profile">
      <div data-panel data-padded>
        <dl data-profile>
          <Fact name="Name" value={props.setup.me.name} />
          <Fact name="E-mail" value={props.setup.me.email ?? "–"} />
          <Fact name="Role" value={ROLES[props.setup.me.role]} />
          <Fact name="Workspace" value={props.setup.workspace.name} />
          <Fact name="Time zone" value={props.setup.me.timezone_name} />
          <Fact name="Currency" value={props.setup.me.default_currency} />
        </dl>
        <Choices label="Theme" value={theme()} options={THEMES} onValue={setTheme} />
      </div>
    </Section>
  )
}

function Fact(props: { name: string; value: string }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  )
}
