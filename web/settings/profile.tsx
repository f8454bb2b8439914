import { Suspense } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { type Density, density, setDensity } from "../app/density.ts"
import { later } from "../app/later.tsx"
import { setTheme, type Theme, theme } from "../app/theme.ts"
import { Choices } from "../ui/choice.tsx"
import { Section } from "./section.tsx"
import { ROLES } from "./words.ts"

const Mfa = later(() => import("../account/mfa.tsx").then((chunk) => chunk.Mfa))

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "As the system" },
]

const DENSITIES: readonly { value: Density; label: string }[] = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
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
        <Choices label="Density" value={density()} options={DENSITIES} onValue={setDensity} />
        <Suspense>
          <Mfa email={props.setup.me.email ?? ""} />
        </Suspense>
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
