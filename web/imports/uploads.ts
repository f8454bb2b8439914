/** Files on their way: they go on while people look at other pages, until this one is closed. */
import { createStore, produce } from "solid-js/store"
import { MOST_BYTES } from "../../shared/import.ts"
import { begin, read } from "./queries.ts"
import { sizeText } from "./words.ts"

type Upload = { name: string; sent: number; size: number; problem?: string | undefined }
type Target = Awaited<ReturnType<typeof begin>>["upload"]
type Sending = { file: File; target: Target; arrived: boolean; stop: () => void }

const [uploads, setUploads] = createStore<Record<string, Upload>>({})
const sendings = new Map<string, Sending>()

/** An upload that this page began and that has not come to its end. */
export function uploadOf(id: string): Upload | undefined {
  return uploads[id]
}

export const ACCEPTED = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
const SPREADSHEET = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i
const TEXT = /\.(csv|tsv|txt)$/i

/** What is wrong with files that somebody chose; undefined when they can be imported. */
export async function refusalOf(files: readonly File[]): Promise<string | undefined> {
  const [file] = files
  if (file === undefined) return "No file was chosen."
  if (files.length > 1) return "Choose one file at a time."
  if (SPREADSHEET.test(file.name)) return `${file.name} is a spreadsheet. Save it as CSV, then choose that file.`
  if (!TEXT.test(file.name)) return `${file.name} is not a CSV file.`
  if (file.size === 0) return `${file.name} is empty.`
  if (file.size > MOST_BYTES) return `${file.name} has ${sizeText(file.size)}; at most 50 MB can be imported. Split it.`
  const head = await file
    .slice(0, 4)
    .text()
    .catch(() => undefined)
  if (head === undefined) return `${file.name} cannot be read.`
  return /^(PK|%PDF)/.test(head) ? `${file.name} is called a CSV file but is none.` : undefined
}

/** Begins an import and sends its file; answers the import's id as soon as it has one. */
export async function send(file: File): Promise<string> {
  const { id, upload } = await begin(file)
  sendings.set(id, { file, target: upload, arrived: false, stop: () => undefined })
  void go(id)
  return id
}

/** Goes on where an upload failed. */
export async function go(id: string): Promise<void> {
  const sending = sendings.get(id)
  if (sending === undefined) return
  const { file } = sending
  setUploads(id, { name: file.name, sent: 0, size: file.size, problem: undefined })
  window.addEventListener("beforeunload", warn)
  try {
    if (!sending.arrived) await put(sending, (sent) => setUploads(id, "sent", sent))
    sending.arrived = true
    await read(id)
    forget(id)
  } catch (error) {
    if (sendings.has(id)) setUploads(id, "problem", error instanceof Error ? error.message : "Something went wrong")
  } finally {
    window.removeEventListener("beforeunload", warn)
  }
}

export function stop(id: string): void {
  const sending = sendings.get(id)
  forget(id)
  sending?.stop()
}

function forget(id: string): void {
  sendings.delete(id)
  setUploads(produce((all) => delete all[id]))
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** `fetch` does not tell how much it has sent. */
function put(sending: Sending, progress: (sent: number) => void): Promise<void> {
  const { file, target } = sending
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    sending.stop = () => request.abort()
    request.open(target.method, target.url)
    for (const [name, value] of Object.entries(target.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onload = () =>
      request.status < 300 ? done() : fail(new Error(`The file was refused (${request.status}). Choose it again.`))
    request.onerror = () => fail(new Error("The connection broke off before all of the file was sent."))
    request.onabort = () => fail(new Error("The upload was stopped."))
    request.send(file)
  })
}
