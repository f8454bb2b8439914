import { createSignal, For, Show } from "solid-js"
import type { Additions } from "../../shared/import-check.ts"
import { NewFieldType } from "../../shared/mapping.ts"
import { Button } from "../ui/button.tsx"
import { FIELD_TYPES, numberText } from "./words.ts"

type Group = { name: string; entries: string[] }

/** What is not there yet, as people call it. */
function groupsOf({ pipelines, stages, fields, users, labels, options }: Additions): Group[] {
  const typeOf = (type: string) => {
    const known = NewFieldType.safeParse(type)
    return known.success ? ` (${FIELD_TYPES[known.data].toLowerCase()})` : ""
  }
  const choices = Map.groupBy(options, ({ field }) => field)
  return [
    { name: "Pipelines", entries: pipelines },
    { name: "Stages", entries: stages.map(({ name, pipeline }) => `${name} in ${pipeline}`) },
    { name: "Fields of deals", entries: fields.map(({ name, type }) => name + typeOf(type)) },
    {
      name: "Users",
      entries: users.map(({ name, email }) => (email === null ? name : `${name}, invited at ${email}`)),
    },
    { name: "Labels", entries: labels },
    ...[...choices].map(([field, all]) => ({ name: `Choices of ${field}`, entries: all.map(({ label }) => label) })),
  ].filter(({ entries }) => entries.length > 0)
}

/** What the import adds to the workspace besides records. */
export function AdditionsPanel(props: { additions: Additions }) {
  const groups = () => groupsOf(props.additions)
  return (
    <Show when={groups().length > 0}>
      <section data-import-panel aria-label="What is added first">
        <header data-import-panel-head>
          <h3>Added to the workspace first</h3>
        </header>
        <dl data-additions>
          <For each={groups()}>{(group) => <AdditionGroup group={group} />}</For>
        </dl>
      </section>
    </Show>
  )
}

const FEW = 12

function AdditionGroup(props: { group: Group }) {
  const [wide, setWide] = createSignal(false)
  const entries = () => props.group.entries
  const isOpen = () => wide() || entries().length <= FEW + 2
  const shown = () => (isOpen() ? entries() : entries().slice(0, FEW))
  return (
    <div>
      <dt>
        {props.group.name} <span class="num">{numberText(entries().length)}</span>
      </dt>
      <dd>
        <ul>
          <For each={shown()}>{(entry) => <li>{entry}</li>}</For>
        </ul>
        <Show when={!isOpen()}>
          <Button kind="quiet" size="s" onClick={() => setWide(true)}>
            Show all {numberText(entries().length)}
          </Button>
        </Show>
      </dd>
    </div>
  )
}
