import { useNavigate } from "@solidjs/router"
import { createSignal, Match, Show, Switch } from "solid-js"
import type { ImportBrief } from "../../shared/api/imports.ts"
import { Button } from "../ui/button.tsx"
import { FileDrop } from "../ui/file-drop.tsx"
import { Progress } from "../ui/progress.tsx"
import { useDoing } from "./doing.ts"
import { cancel, read } from "./queries.ts"
import { StepHead } from "./step-head.tsx"
import { Trouble } from "./trouble.tsx"
import { ACCEPTED, go, refusalOf, send, uploadOf } from "./uploads.ts"
import { PHASES, progressText, sizeText } from "./words.ts"

/** A place for a file that begins an import; `instead` of one that came to nothing. */
export function FilePlace(props: { title: string; instead?: ImportBrief }) {
  const navigate = useNavigate()
  const doing = useDoing()
  const [refusal, setRefusal] = createSignal<string>()
  const give = async (files: readonly File[]) => {
    const refused = await refusalOf(files)
    setRefusal(refused)
    const [file] = files
    if (refused !== undefined || file === undefined) return
    await doing.run(async () => {
      const old = props.instead
      const id = await send(file)
      navigate(`/import/${id}`, { replace: old !== undefined })
      if (old?.can.includes("cancel") === true) await cancel(old.id)
    })
  }
  return (
    <FileDrop
      title={props.title}
      action="Choose a file"
      hint="CSV with a header row, up to 50 MB and 50,000 rows"
      accept={ACCEPTED}
      busy={doing.busy()}
      problem={refusal() ?? doing.problem()}
      onFiles={(files) => void give(files)}
    />
  )
}

/** The file on its way, and being read. */
export function UploadStep(props: { job: ImportBrief; isMine: boolean }) {
  const upload = () => uploadOf(props.job.id)
  return (
    <div data-import-step="upload">
      <Switch>
        <Match when={props.job.status === "failed"}>
          <Unread job={props.job} />
        </Match>
        <Match when={props.job.status === "canceling"}>
          <StepHead title="Stopping" />
          <Progress label="Stopping" text="" share={undefined} />
        </Match>
        <Match when={props.job.status === "reading"}>
          <StepHead title="Reading the file" text="Its columns are looked at and matched with fields." />
          <Progress label={PHASES.reading} text={progressText(props.job)} share={undefined} />
        </Match>
        <Match when={upload()}>
          {(one) => (
            <>
              <StepHead
                title={one().problem === undefined ? "Uploading the file" : "The file was not uploaded"}
                text={one().problem === undefined ? "Keep this page open until the file has arrived." : undefined}
              />
              <Progress
                label={one().name}
                text={`${sizeText(one().sent)} of ${sizeText(one().size)}`}
                share={one().sent / one().size}
              />
              <Show when={one().problem}>
                {(text) => (
                  <>
                    <p data-problem role="alert">
                      {text()}
                    </p>
                    <footer data-import-foot>
                      <Button kind="primary" onClick={() => void go(props.job.id)}>
                        Try again
                      </Button>
                    </footer>
                  </>
                )}
              </Show>
            </>
          )}
        </Match>
        <Match when={!props.isMine}>
          <StepHead
            title="The file has not arrived"
            text="Whoever started this import has not uploaded all of it yet."
          />
        </Match>
        <Match when={true}>
          <StepHead
            title="The file has not arrived"
            text="Its upload did not come to an end. Choose the file once more."
          />
          <FilePlace title={`Drop ${props.job.file_name} here`} instead={props.job} />
        </Match>
      </Switch>
    </div>
  )
}

function Unread(props: { job: ImportBrief }) {
  const doing = useDoing()
  return (
    <>
      <StepHead title="The file could not be read" />
      <Trouble job={props.job} title="Its reading failed" />
      <FilePlace title="Drop another file here" instead={props.job} />
      <Show when={doing.problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <p>
        <Button busy={doing.busy()} onClick={() => void doing.run(() => read(props.job.id))}>
          Read the same file again
        </Button>
      </p>
    </>
  )
}
