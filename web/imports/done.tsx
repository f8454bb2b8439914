import { A } from "@solidjs/router"
import { Match, Show, Switch } from "solid-js"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import type { Reverted } from "../../shared/import.ts"
import { hrefOf, READY } from "../reports/definition.ts"
import { IconBoard, IconCheck, IconClose, IconImport, IconReports } from "../ui/icons.ts"
import { Progress } from "../ui/progress.tsx"
import { CountTiles } from "./counts.tsx"
import { Skipped, Undo } from "./outcome.tsx"
import { StepHead } from "./step-head.tsx"
import { Trouble } from "./trouble.tsx"
import { countText, KINDS, listText, madeText, PHASES, progressText, shareOf } from "./words.ts"

const [WON_VALUE] = READY

/** What has come of an import, and where to go on from here. */
export function DoneStep(props: { job: ImportAnswer }) {
  return (
    <div data-import-step="done">
      <Switch>
        <Match when={props.job.status === "reverting" || props.job.status === "canceling"}>
          <StepHead title="Undoing the import" text="You can leave this page: the work goes on." />
          <Progress label={PHASES.reverting} text={progressText(props.job, "record")} share={shareOf(props.job)} />
        </Match>
        <Match when={props.job.status === "failed"}>
          <StepHead title="The import was not wholly undone" />
          <Trouble job={props.job} title="It could not go on" />
          <Next job={props.job} />
        </Match>
        <Match when={props.job.status === "reverted"}>
          <End tone="grey" />
          <StepHead
            title="The import was undone"
            text={props.job.reverted ? revertedText(props.job.reverted) : undefined}
          />
          <Next job={props.job} />
        </Match>
        <Match when={props.job.status === "canceled"}>
          <End tone="grey" />
          <StepHead title="The import was canceled" text={canceledText(props.job)} />
          <Next job={props.job} />
        </Match>
        <Match when={true}>
          <End tone="green" />
          <Show when={props.job.counts} fallback={<StepHead title="The import is done" />}>
            {(counts) => (
              <>
                <StepHead
                  title={`${madeText(counts())} imported`}
                  text={
                    counts().skipped === 0
                      ? "Every row of the file was imported."
                      : "Correct the skipped rows in their file and import that file."
                  }
                />
                <CountTiles label="What was made" counts={counts()} />
              </>
            )}
          </Show>
          <Next job={props.job} />
        </Match>
      </Switch>
    </div>
  )
}

function End(props: { tone: "green" | "grey" }) {
  return (
    <span data-import-end={props.tone} aria-hidden="true">
      <Show when={props.tone === "green"} fallback={<IconClose />}>
        <IconCheck />
      </Show>
    </span>
  )
}

function Next(props: { job: ImportAnswer }) {
  const made = () => props.job.status === "done"
  const board = () => {
    const pipeline = props.job.mapping?.pipeline
    return pipeline !== undefined && "pipeline_id" in pipeline ? `/board/${pipeline.pipeline_id}` : "/board"
  }
  return (
    <footer data-import-foot>
      <Show when={made() && (props.job.counts?.deals.added ?? 0) > 0}>
        <A href={board()} data-button="primary">
          <IconBoard />
          Open the board
        </A>
        <Show when={WON_VALUE}>
          {(report) => (
            <A href={hrefOf(report().definition)} data-button="plain">
              <IconReports />
              {report().name}
            </A>
          )}
        </Show>
      </Show>
      <Skipped job={props.job} />
      <A href="/import" data-button="plain">
        <IconImport />
        Import another file
      </A>
      <Undo job={props.job} />
    </footer>
  )
}

function canceledText({ can }: ImportAnswer): string {
  return can.includes("revert")
    ? "What it had made until then is still there; you can take it back."
    : "Nothing was imported."
}

/** `8,800 deals and 85 organizations went to the trash. 1 organization stays, since something else belongs to it.` */
function revertedText({ removed, kept }: Reverted): string {
  const said = (counts: Reverted["removed"]) =>
    KINDS.flatMap(({ kind, noun }) => ((counts[kind] ?? 0) > 0 ? [countText(counts[kind] ?? 0, noun)] : []))
  const gone = said(removed)
  const stay = said(kept)
  const first = gone.length === 0 ? "There was nothing to move to the trash." : `${listText(gone)} moved to the trash.`
  return stay.length === 0 ? first : `${first} ${listText(stay)} kept, since something else belongs to them.`
}
