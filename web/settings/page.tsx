import { Navigate, useParams } from "@solidjs/router"
import { type JSX, Show, Suspense } from "solid-js"
import { Dynamic } from "solid-js/web"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Permission } from "../../shared/permission.ts"
import { later } from "../app/later.tsx"
import { settled, useSetup } from "../app/queries.ts"
import { SidePage } from "../ui/side-page.tsx"
import { Skeleton } from "../ui/state.tsx"
import { Pipelines } from "./pipelines.tsx"
import { Profile } from "./profile.tsx"
import { allowed } from "./queries.ts"
import "./settings.css"

const Activities = later(() => import("./activities.tsx").then((module) => module.Activities))
const AllowedApps = later(() => import("./allowed-apps.tsx").then((module) => module.AllowedApps))
const Apps = later(() => import("./apps.tsx").then((module) => module.Apps))
const Audit = later(() => import("./audit.tsx").then((module) => module.Audit))
const Currencies = later(() => import("./currencies.tsx").then((module) => module.Currencies))
const Fields = later(() => import("./fields.tsx").then((module) => module.Fields))
const Groups = later(() => import("./groups.tsx").then((module) => module.Groups))
const Hooks = later(() => import("./hooks.tsx").then((module) => module.Hooks))
const People = later(() => import("./people.tsx").then((module) => module.People))
const PermissionSets = later(() => import("./permission-sets.tsx").then((module) => module.PermissionSets))
const Tokens = later(() => import("./tokens.tsx").then((module) => module.Tokens))

type Section = {
  name: string
  label: string
  show: (props: { setup: Setup }) => JSX.Element
  /** What one must be allowed to see it. */
  for?: Permission
}

const SECTIONS: readonly Section[] = [
  { name: "pipelines", label: "Pipelines", show: Pipelines },
  { name: "people", label: "People", show: People },
  { name: "groups", label: "Visibility groups", show: Groups, for: "groups.edit" },
  { name: "permissions", label: "Permission sets", show: PermissionSets, for: "sets.edit" },
  { name: "activities", label: "Activities", show: Activities },
  { name: "fields", label: "Fields", show: Fields },
  { name: "currencies", label: "Currencies", show: Currencies },
  { name: "tokens", label: "API tokens", show: Tokens },
  { name: "allowed", label: "Apps you allow", show: AllowedApps },
  { name: "apps", label: "Apps", show: Apps, for: "apps.edit" },
  { name: "hooks", label: "Inbound hooks", show: Hooks, for: "hooks.edit" },
  { name: "audit", label: "Audit log", show: Audit, for: "audit.see" },
  { name: "profile", label: "Your profile", show: Profile },
]

export function SettingsPage() {
  const params = useParams()
  const query = useSetup()
  const setup = () => settled(query)
  const offered = () => {
    const known = setup()
    return SECTIONS.filter((one) => one.for === undefined || known === undefined || allowed(known, one.for))
  }
  const section = () => offered().find((one) => one.name === params.section)
  return (
    <Show when={section()} fallback={<Navigate href="/settings/pipelines" />}>
      {(found) => (
        <SidePage
          title="Settings"
          label="Settings"
          entries={offered().map(({ name, label }) => ({
            label,
            href: `/settings/${name}`,
            current: name === params.section,
          }))}
        >
          <div data-settings>
            <Suspense fallback={<Skeleton height="12rem" />}>
              <Show when={setup()}>{(known) => <Dynamic component={found().show} setup={known()} />}</Show>
            </Suspense>
          </div>
        </SidePage>
      )}
    </Show>
  )
}
