/** Whether the server can be reached: as the browser says, and as the last call found. */
import { onlineManager } from "@tanstack/solid-query"
import { createSignal } from "solid-js"

const [away, setAway] = createSignal(!navigator.onLine)

/** No call reaches the server. What is shown is what was read before; reads wait, and changes are refused. */
export { away }

/** Milliseconds between looks whether the server is there again. */
const LOOKS = 4000

let timer: ReturnType<typeof setTimeout> | undefined

export function lost(): void {
  if (away()) return
  setAway(true)
  onlineManager.setOnline(false)
  timer = setTimeout(look, LOOKS)
}

export function reached(): void {
  clearTimeout(timer)
  if (!away()) return
  setAway(false)
  onlineManager.setOnline(true)
}

async function look(): Promise<void> {
  clearTimeout(timer)
  if (!away()) return
  try {
    await knock()
    reached()
  } catch {
    timer = setTimeout(look, LOOKS)
  }
}

/** Something did not come: whether that is because the server cannot be reached. */
export async function isCut(): Promise<boolean> {
  if (!away()) await knock().catch(lost)
  return away()
}

/** Asks for a small file that neither the browser nor the worker keeps: any answer will do. */
const knock = () => fetch("/sw.js", { cache: "no-store" })

// the query library must not take the browser's word for it while the server is away
onlineManager.setEventListener(() => undefined)
onlineManager.setOnline(navigator.onLine)
window.addEventListener("online", () => void look())
window.addEventListener("offline", lost)
if (away()) timer = setTimeout(look, LOOKS)
