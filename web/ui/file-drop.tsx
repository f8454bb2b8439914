import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from "solid-js"
import { IconImport } from "./icons.ts"
import "./button.css"
import "./file-drop.css"

type Props = {
  title: string
  /** What the button says; it opens the system's own choice of files. */
  action: string
  hint: JSX.Element
  accept: string
  problem: string | undefined
  busy?: boolean
  onFiles: (files: readonly File[]) => void
}

/** A place to drop files on, with a button that does the same. */
export function FileDrop(props: Props) {
  const id = createUniqueId()
  const [over, setOver] = createSignal(false)
  // a file that misses the place would otherwise open in place of the app
  const miss = (event: DragEvent) => event.preventDefault()
  onMount(() => {
    window.addEventListener("dragover", miss)
    window.addEventListener("drop", miss)
  })
  onCleanup(() => {
    window.removeEventListener("dragover", miss)
    window.removeEventListener("drop", miss)
  })
  const give = (files: FileList | null | undefined) => {
    if (files != null && files.length > 0 && props.busy !== true) props.onFiles([...files])
  }
  return (
    <section
      data-file-drop
      data-over={over() ? "" : undefined}
      aria-label={props.title}
      onDragEnter={() => setOver(true)}
      onDragOver={() => setOver(true)}
      onDragLeave={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        give(event.dataTransfer?.files)
      }}
    >
      <span data-file-drop-icon aria-hidden="true">
        <IconImport />
      </span>
      <p data-file-drop-title>{props.title}</p>
      <label data-button="primary" aria-disabled={props.busy === true ? "true" : undefined}>
        <Show when={props.busy === true}>
          <span data-spinner aria-hidden="true" />
        </Show>
        {props.action}
        <input
          type="file"
          class="sr-only"
          accept={props.accept}
          disabled={props.busy === true}
          aria-invalid={props.problem === undefined ? undefined : "true"}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={(event) => {
            const input = event.currentTarget
            give(input.files)
            // so that the same file can be chosen again
            input.value = ""
          }}
        />
      </label>
      <p id={`${id}-hint`} data-file-drop-hint>
        {props.hint}
      </p>
      <p id={`${id}-problem`} data-file-drop-problem role="alert">
        {props.problem}
      </p>
    </section>
  )
}
