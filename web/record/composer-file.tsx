import { createSignal, For, onCleanup, Show } from "solid-js"
import { createStore } from "solid-js/store"
import { Button } from "../ui/button.tsx"
import { IconCheck, IconClose, IconImport } from "../ui/icons.ts"
import { refreshFlow } from "./children.ts"
import { useBones } from "./context.ts"
import { sizeOf } from "./file-words.ts"
import { said } from "./optimistic.ts"
import { upload } from "./upload.ts"
import "./files.css"

type Sending = {
  id: number
  file: File
  part: number
  state: "sending" | "done" | "failed"
  problem: string
  stop: () => void
}

let last = 0

/** Files dropped or chosen go to the record, each with its progress. */
export function ComposeFile() {
  const bones = useBones()
  const [sendings, setSendings] = createStore<Sending[]>([])
  const [over, setOver] = createSignal(false)
  let input: HTMLInputElement | undefined
  const set = (id: number, part: Partial<Sending>) => setSendings((one) => one.id === id, part)
  const send = async (file: File, id: number) => {
    const control = new AbortController()
    const ref = bones.ref()
    set(id, { state: "sending", part: 0, problem: "", stop: () => control.abort() })
    try {
      await upload(file, bones.links(), (part) => set(id, { part }), control.signal)
      set(id, { state: "done", part: 1 })
      refreshFlow(ref)
    } catch (error) {
      set(id, { state: "failed", problem: control.signal.aborted ? "Stopped." : said(error, "It was not uploaded.") })
    }
  }
  const add = (files: FileList | null | undefined) => {
    for (const file of files ?? []) {
      last += 1
      const sending: Sending = { id: last, file, part: 0, state: "sending", problem: "", stop: () => undefined }
      setSendings(sendings.length, sending)
      void send(file, last)
    }
  }
  onCleanup(() => {
    for (const one of sendings) if (one.state === "sending") one.stop()
  })
  return (
    <div data-files>
      <section
        aria-label="Drop files"
        data-drop
        data-over={over() ? "" : undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer?.files)
        }}
      >
        <IconImport aria-hidden="true" />
        <p>Drop files here, or</p>
        <Button onClick={() => input?.click()}>Choose files</Button>
        <small>Up to 25 MB each</small>
        <input
          ref={(element) => {
            input = element
          }}
          type="file"
          multiple
          hidden
          aria-label="Files"
          onChange={(event) => {
            add(event.currentTarget.files)
            event.currentTarget.value = ""
          }}
        />
      </section>
      <ul data-sendings aria-label="Uploads" aria-live="polite">
        <For each={sendings}>{(one) => <Line sending={one} onAgain={() => void send(one.file, one.id)} />}</For>
      </ul>
    </div>
  )
}

function Line(props: { sending: Sending; onAgain: () => void }) {
  const { file } = props.sending
  return (
    <li data-sending={props.sending.state}>
      <span data-sending-name>{file.name}</span>
      <small class="num">{sizeOf(file.size)}</small>
      <Show when={props.sending.state === "sending"}>
        <progress value={props.sending.part} aria-label={`Uploading ${file.name}`} />
        <Button
          kind="quiet"
          size="s"
          icon={<IconClose />}
          aria-label={`Stop uploading ${file.name}`}
          onClick={() => props.sending.stop()}
        />
      </Show>
      <Show when={props.sending.state === "done"}>
        <span data-sending-done>
          <IconCheck aria-hidden="true" /> Uploaded
        </span>
      </Show>
      <Show when={props.sending.state === "failed"}>
        <span data-sending-problem>{props.sending.problem}</span>
        <Button size="s" onClick={() => props.onAgain()}>
          Try again
        </Button>
      </Show>
    </li>
  )
}
