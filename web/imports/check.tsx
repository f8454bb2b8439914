import { Match, Show, Switch } from "solid-js"
import type { ImportAnswer } from "../../shared/api/imports.ts"
import { type Check, MOST_PROBLEMS } from "../../shared/import-check.ts"
import { Button } from "../ui/button.tsx"
import { Progress } from "../ui/progress.tsx"
import { Skeleton } from "../ui/state.tsx"
import { AdditionsPanel } from "./additions.tsx"
import { CountTiles } from "./counts.tsx"
import { useDoing } from "./doing.ts"
import { ProblemsPanel } from "./problems.tsx"
import { start } from "./queries.ts"
import { StepHead } from "./step-head.tsx"
import { countText, KINDS, PHASES, progressText, shareOf } from "./words.ts"
import "./check.css"

type Props = { job: ImportAnswer; onBack: () => void }

/** What would come of the import, before anything is made. */
export function CheckStep(props: Props) {
  return (
    <div data-import-step="check">
      <Switch>
        <Match when={props.job.status !== "ready"}>
          <StepHead title="Checking the rows" text="Every row is tried. Nothing is made yet." />
          <Progress label={PHASES.checking} text={progressText(props.job)} share={shareOf(props.job)} />
        </Match>
        <Match when={props.job.check}>{(check) => <Checked {...props} check={check()} />}</Match>
        <Match when={true}>
          <StepHead title="What will be imported" />
          <Skeleton height="5rem" />
          <Skeleton height="8rem" />
        </Match>
      </Switch>
    </div>
  )
}

function Checked(props: Props & { check: Check }) {
  const doing = useDoing()
  const counts = () => props.check.counts
  const good = () => (props.job.rows ?? 0) - counts().skipped
  const action = () => {
    const main = KINDS.find(({ kind }) => counts()[kind].added > 0)
    return main === undefined ? "Import" : `Import ${countText(counts()[main.kind].added, main.noun)}`
  }
  const text = () => {
    if (good() === 0) return "No row can be imported as it is. See why below, and change the mapping or the file."
    if (counts().skipped === 0) return "Every row is fine. Nothing is made until you start the import."
    return `${countText(good(), "row")} can be imported. Those with a problem are skipped, and you can download them afterwards.`
  }
  return (
    <>
      <StepHead title="What will be imported" text={text()} />
      <CountTiles label="What will be made" counts={counts()} />
      <ProblemsPanel problems={props.check.problems} most={MOST_PROBLEMS} />
      <AdditionsPanel additions={props.check.additions} />
      <footer data-import-foot="held">
        <Show when={doing.problem()}>
          {(words) => (
            <p data-problem role="alert">
              {words()}
            </p>
          )}
        </Show>
        <Button
          kind="primary"
          busy={doing.busy()}
          disabled={good() === 0}
          onClick={() => void doing.run(() => start(props.job.id))}
        >
          {action()}
        </Button>
        <Button disabled={doing.busy()} onClick={() => props.onBack()}>
          Back to the mapping
        </Button>
      </footer>
    </>
  )
}
