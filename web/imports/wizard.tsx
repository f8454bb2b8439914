import { A, useParams, useSearchParams } from "@solidjs/router"
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from "solid-js"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { Problem } from "../../shared/problem.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { IconImport } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { Steps } from "../ui/steps.tsx"
import { CheckStep } from "./check.tsx"
import { DoneStep } from "./done.tsx"
import { MapStep } from "./map.tsx"
import type { Mapped } from "./mapping.ts"
import { MayImport } from "./may-import.tsx"
import { cancel, forgetOthers, useImport } from "./queries.ts"
import { STEP_NAMES, STEPS, stepShown } from "./steps.ts"
import { UploadStep } from "./upload.tsx"
import { stop } from "./uploads.ts"
import { countText, sizeText } from "./words.ts"
import { ImportStep } from "./work.tsx"
import "./imports.css"

/** One import from its file to its records: the step shown follows from where it stands. */
export function ImportPage() {
  const params = useParams()
  const setup = useSetup()
  const job = useImport(() => params.id ?? "")
  const known = () => {
    const [one, all] = [settled(job), settled(setup)]
    return one === undefined || all === undefined ? undefined : { job: one, setup: all }
  }
  const isGone = () => job.error instanceof Problem && ["not_found", "invalid"].includes(job.error.code)
  return (
    <MayImport setup={settled(setup)}>
      <div data-import-page>
        <Switch>
          <Match when={job.isError && isGone()}>
            <Empty icon={<IconImport />} title="This import was not found" text="Perhaps somebody else started it.">
              <A href="/import" data-button="plain">
                All imports
              </A>
            </Empty>
          </Match>
          <Match when={job.isLoadingError || setup.isLoadingError}>
            <Failed
              error={job.error ?? setup.error}
              onRetry={() => void Promise.all([job.refetch(), setup.refetch()])}
            />
          </Match>
          <Match when={known()?.job.id} keyed>
            {(_id) => <Show when={known()}>{(both) => <Wizard job={both().job} setup={both().setup} />}</Show>}
          </Match>
          <Match when={true}>
            <Skeleton width="16rem" height="1.75rem" />
            <Skeleton height="2rem" />
            <Skeleton height="12rem" />
          </Match>
        </Switch>
      </div>
    </MayImport>
  )
}

function Wizard(props: { job: ImportAnswer; setup: Setup }) {
  const [search, setSearch] = useSearchParams<{ step?: string }>()
  const [canceling, setCanceling] = createSignal(false)
  const step = createMemo(() => stepShown(props.job, search.step))
  const at = () => (props.job.status === "done" ? STEPS.length : STEPS.indexOf(step()))
  createEffect(on(step, toStep, { defer: true }))
  createEffect(on(() => props.job.status, forgetOthers, { defer: true }))
  return (
    <>
      <header data-import-head>
        <p data-import-crumbs>
          <A href="/import">Imports</A>
          <Show when={props.job.can.includes("cancel")}>
            <Button kind="quiet" onClick={() => setCanceling(true)}>
              Cancel the import
            </Button>
          </Show>
        </p>
        <h1>{props.job.file_name}</h1>
        <p data-import-facts class="num">
          {factsOf(props.job)}
        </p>
      </header>
      <Steps label="Steps of the import" steps={STEP_NAMES} at={at()} />
      <Switch>
        <Match when={step() === "upload"}>
          <UploadStep job={props.job} isMine={props.job.user_id === props.setup.me.id} />
        </Match>
        <Match when={step() === "map" && mapped(props.job)} keyed={false}>
          {(job) => (
            <MapStep job={job()} setup={props.setup} onSent={() => setSearch({ step: undefined }, { replace: true })} />
          )}
        </Match>
        <Match when={step() === "check"}>
          <CheckStep job={props.job} onBack={() => setSearch({ step: "map" })} />
        </Match>
        <Match when={step() === "import"}>
          <ImportStep job={props.job} />
        </Match>
        <Match when={step() === "done"}>
          <DoneStep job={props.job} />
        </Match>
        <Match when={true}>
          <Skeleton height="12rem" />
        </Match>
      </Switch>
      <Confirm
        open={canceling() && props.job.can.includes("cancel")}
        onOpen={setCanceling}
        title="Cancel this import?"
        text={
          step() === "import"
            ? "It stops where it is. What it has made so far stays, and you can undo that afterwards."
            : "Nothing has been imported yet. The mapping is lost."
        }
        action="Cancel the import"
        onConfirm={async () => {
          stop(props.job.id)
          await cancel(props.job.id)
        }}
      />
    </>
  )
}

/** The columns come a moment after the news that they were read. */
function mapped(job: ImportAnswer): Mapped | undefined {
  const { columns, mapping } = job
  return columns === null || mapping === null ? undefined : (job as Mapped)
}

function factsOf({ size, rows, columns }: ImportAnswer): string {
  const parts = [sizeText(size)]
  if (rows !== null) parts.push(countText(rows, "row"))
  if (columns !== null) parts.push(countText(columns.length, "column"))
  return parts.join(" · ")
}

function toStep(): void {
  queueMicrotask(() => {
    document.querySelector("main")?.scrollTo({ top: 0 })
    document.getElementById("import-step")?.focus({ preventScroll: true })
  })
}
