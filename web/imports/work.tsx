import { Match, Show, Switch } from "solid-js"
import type { ImportBrief } from "../../shared/api/imports.ts"
import { Button } from "../ui/button.tsx"
import { Progress } from "../ui/progress.tsx"
import { CountTiles } from "./counts.tsx"
import { useDoing } from "./doing.ts"
import { Skipped, Undo } from "./outcome.tsx"
import { start } from "./queries.ts"
import { StepHead } from "./step-head.tsx"
import { Trouble } from "./trouble.tsx"
import { PHASES, progressText, shareOf } from "./words.ts"

/** The import at work, or where it stopped by itself. */
export function ImportStep(props: { job: ImportBrief }) {
  const phase = () => props.job.progress?.phase ?? "preparing"
  return (
    <div data-import-step="import">
      <Switch>
        <Match when={props.job.status === "failed"}>
          <Stuck job={props.job} />
        </Match>
        <Match when={true}>
          <StepHead
            title={props.job.status === "canceling" ? "Stopping" : "Importing"}
            text="You can leave this page or close it: the import goes on."
          />
          <Progress
            label={props.job.status === "canceling" ? "Stopping" : PHASES[phase()]}
            text={progressText(props.job)}
            share={shareOf(props.job)}
          />
          <Show when={props.job.counts}>{(counts) => <CountTiles label="What is being made" counts={counts()} />}</Show>
        </Match>
      </Switch>
    </div>
  )
}

function Stuck(props: { job: ImportBrief }) {
  const doing = useDoing()
  return (
    <>
      <StepHead title="The import stopped" text="What it has made so far is there. Going on makes nothing twice." />
      <Trouble job={props.job} title="It could not go on" />
      <Show when={doing.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <footer data-import-foot>
        <Button kind="primary" busy={doing.busy()} onClick={() => void doing.run(() => start(props.job.id))}>
          Go on importing
        </Button>
        <Skipped job={props.job} />
        <Undo job={props.job} />
      </footer>
    </>
  )
}
