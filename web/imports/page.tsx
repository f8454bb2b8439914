import { createEffect, For, Match, Show, Switch } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { ImportRow } from "./import-row.tsx"
import { MayImport } from "./may-import.tsx"
import { useImports } from "./queries.ts"
import { FilePlace } from "./upload.tsx"
import "./imports.css"
import "./list.css"

/** Where files come in, and what became of those before. */
export function ImportsPage() {
  const setup = useSetup()
  return (
    <MayImport setup={settled(setup)}>
      <div data-import-page>
        <header data-import-head>
          <h1>Import</h1>
          <p>Bring your deals, organizations and persons from a CSV file.</p>
        </header>
        <FilePlace title="Drop a CSV file here" />
        <Switch>
          <Match when={setup.isLoadingError}>
            <Failed error={setup.error} onRetry={() => void setup.refetch()} />
          </Match>
          <Match when={settled(setup)}>{(known) => <Imports setup={known()} />}</Match>
        </Switch>
      </div>
    </MayImport>
  )
}

function Imports(props: { setup: Setup }) {
  const imports = useImports()
  const all = () => settled(imports)?.pages.flatMap(({ data }) => data) ?? []
  // a page of others' imports shows nothing of its own
  createEffect(() => {
    if (imports.isSuccess && all().length === 0 && imports.hasNextPage && !imports.isFetching)
      void imports.fetchNextPage()
  })
  const isEmpty = () => imports.isSuccess && all().length === 0 && !imports.hasNextPage
  return (
    <Switch>
      <Match when={imports.isLoadingError}>
        <Failed error={imports.error} onRetry={() => void imports.refetch()} />
      </Match>
      <Match when={isEmpty()}>
        <HowItGoes />
      </Match>
      <Match when={true}>
        <section data-imports aria-labelledby="imports-title">
          <h2 id="imports-title">Imports</h2>
          <ul data-import-panel aria-label="Imports" aria-busy={imports.isFetchingNextPage}>
            <For each={all()} fallback={<Waiting />}>
              {(job) => <ImportRow job={job} setup={props.setup} />}
            </For>
          </ul>
          <Show when={imports.hasNextPage}>
            <div data-import-more>
              <Button busy={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
                Show older imports
              </Button>
            </div>
          </Show>
        </section>
      </Match>
    </Switch>
  )
}

function Waiting() {
  return (
    <For each={[1, 2, 3]}>
      {() => (
        <li data-import-waiting aria-hidden="true">
          <Skeleton width="14rem" />
          <Skeleton width="9rem" height="0.75rem" />
        </li>
      )}
    </For>
  )
}

const WAY = [
  {
    title: "Drop the file",
    text: "An export of another CRM or any table with a header row. Its columns are recognized.",
  },
  {
    title: "Check what comes of it",
    text: "Change what a column becomes, and see problems row by row before anything is made.",
  },
  {
    title: "Work with it",
    text: "Deals stand on the board with their history in the reports. An import can be undone.",
  },
] as const

/** What to expect, for whoever has imported nothing yet. */
function HowItGoes() {
  return (
    <section data-import-way aria-labelledby="import-way">
      <h2 id="import-way">No imports yet. This is how it goes</h2>
      <ol>
        <For each={WAY}>
          {(step, at) => (
            <li>
              <span data-way-mark aria-hidden="true">
                {at() + 1}
              </span>
              <h3>{step.title}</h3>
              <p>{step.text}</p>
            </li>
          )}
        </For>
      </ol>
    </section>
  )
}
