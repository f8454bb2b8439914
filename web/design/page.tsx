import { Navigate } from "@solidjs/router"
import { createSignal, For, Match, onMount, Switch } from "solid-js"
import { config } from "../app/config.ts"
import { density, setDensity } from "../app/density.ts"
import { setTheme, theme } from "../app/theme.ts"
import { Chips } from "../ui/chips.tsx"
import { Actions } from "./actions.tsx"
import { Fields } from "./fields.tsx"
import { Foundations } from "./foundations.tsx"
import { Inline } from "./inline.tsx"
import { Layers } from "./layers.tsx"
import { Pickers } from "./pickers.tsx"
import { Rich } from "./rich.tsx"
import { Rows } from "./rows.tsx"
import { Signs } from "./signs.tsx"
import { Waiting } from "./waiting.tsx"
import "./design.css"

const PARTS = [
  { id: "foundations", title: "Foundations", part: Foundations },
  { id: "actions", title: "Buttons and menus", part: Actions },
  { id: "signs", title: "Badges, people, keys", part: Signs },
  { id: "fields", title: "Fields", part: Fields },
  { id: "pickers", title: "Pickers", part: Pickers },
  { id: "inline", title: "Inline edit", part: Inline },
  { id: "rich", title: "Rich text", part: Rich },
  { id: "layers", title: "Layers", part: Layers },
  { id: "rows", title: "Tabs, chips, long lists", part: Rows },
  { id: "waiting", title: "Empty, waiting, failed", part: Waiting },
] as const

/** Every primitive in all its states, for who works on the product: on a machine of one's own, not where it is deployed. */
export function DesignPage() {
  const [shows, setShows] = createSignal<boolean | undefined>(import.meta.env.DEV || undefined)
  onMount(() => void config().then(({ endpoint }) => setShows(import.meta.env.DEV || endpoint !== undefined)))
  return (
    <Switch>
      <Match when={shows() === true}>
        <Design />
      </Match>
      <Match when={shows() === false}>
        <Navigate href="/" />
      </Match>
    </Switch>
  )
}

function Design() {
  return (
    <div data-design>
      <header data-design-bar>
        <h1>Design</h1>
        <Chips
          label="Theme"
          single
          value={[theme()]}
          onValue={([next]) => next !== undefined && setTheme(next)}
          options={[
            { value: "system", label: "System" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <Chips
          label="Density"
          single
          value={[density()]}
          onValue={([next]) => next !== undefined && setDensity(next)}
          options={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
        />
      </header>
      <nav aria-label="Parts" data-design-nav>
        <ul>
          <For each={PARTS}>
            {({ id, title }) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <main id="main" tabindex="-1">
        <For each={PARTS}>
          {({ id, title, part: Part }) => (
            <section id={id} aria-labelledby={`${id}-title`} data-design-part>
              <h2 id={`${id}-title`}>{title}</h2>
              <Part />
            </section>
          )}
        </For>
      </main>
    </div>
  )
}
