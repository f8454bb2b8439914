import { createSignal, Show, Suspense } from "solid-js"
import type { FileAnswer } from "../../shared/api/files.ts"
import { call } from "../app/client.ts"
import { laterOver } from "../app/later.tsx"
import { IconDots, IconDownload, IconPaperclip, IconTrash, IconView } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { short, toast } from "../ui/toast.tsx"
import { removeFile } from "./acts.ts"
import { useBones } from "./context.ts"
import { sizeOf } from "./file-words.ts"
import { said } from "./optimistic.ts"
import { showClock } from "./when.ts"
import "./files.css"

const Preview = laterOver(() => import("./preview.tsx").then((part) => part.Preview))

/** A file: seen, downloaded, or deleted. */
export function FileItem(props: { file: FileAnswer }) {
  const bones = useBones()
  const [looking, setLooking] = createSignal(false)
  const download = async () => {
    try {
      const { url } = await call("GET /api/v2/files/{id}/download", { params: { id: props.file.id } })
      const link = Object.assign(document.createElement("a"), { href: url, download: props.file.file_name })
      link.click()
    } catch (error) {
      toast(`${short(props.file.file_name)} was not downloaded. ${said(error, "")}`, { kind: "error" })
    }
  }
  const askToDelete = () => {
    const file = { ...props.file }
    bones.ask({
      title: "Delete this file?",
      text: `${file.file_name} goes to the trash, where it stays for 30 days.`,
      action: "Delete file",
      onConfirm: () => removeFile(bones.ref(), file),
    })
  }
  const look = () => (props.file.is_previewable ? setLooking(true) : void download())
  return (
    <article data-file aria-label={props.file.file_name}>
      <IconPaperclip aria-hidden="true" />
      <div>
        <button type="button" data-file-name onClick={look}>
          {props.file.file_name}
        </button>
        <small>
          {sizeOf(props.file.size)} · {bones.userName(props.file.user_id)} · {showClock(props.file.add_time)}
        </small>
      </div>
      <Menu
        label={`Commands for ${props.file.file_name}`}
        trigger={<IconDots />}
        entries={[
          ...(props.file.is_previewable
            ? [{ label: "Preview", icon: IconView, onSelect: () => setLooking(true) }]
            : []),
          { label: "Download", icon: IconDownload, onSelect: () => void download() },
          { separator: true },
          { label: "Delete", icon: IconTrash, danger: true, onSelect: askToDelete },
        ]}
      />
      <Suspense>
        <Show when={looking()}>
          <Preview file={props.file} onClose={() => setLooking(false)} onDownload={() => void download()} />
        </Show>
      </Suspense>
    </article>
  )
}
