import type Squire from "squire-rte"

/** Keys of formats that notes do not have. */
const UNUSED = ["Ctrl-u", "Ctrl-Shift-5", "Ctrl-Shift-6", "Ctrl-Shift-7", "Ctrl-[", "Ctrl-]", "Ctrl-d"]

export function setKeys(editor: Squire, onSubmit: () => void): void {
  const submit = (_: Squire, event: KeyboardEvent) => {
    event.preventDefault()
    onSubmit()
  }
  editor.setKeyHandler("Ctrl-Enter", submit)
  editor.setKeyHandler("Meta-Enter", submit)
  for (const key of UNUSED) {
    editor.setKeyHandler(key, null)
    editor.setKeyHandler(key.replace("Ctrl", "Meta"), null)
  }
}

/** The address that typed text means; undefined when a link may not lead there. */
export function linkUrl(text: string): string | undefined {
  const typed = text.trim()
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return `mailto:${typed}`
  const full = /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[^/]+:\d/.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(full)) return undefined
  const url = new URL(full)
  const known = ["http:", "https:", "mailto:", "tel:"].includes(url.protocol)
  return known && (!url.protocol.startsWith("http") || url.hostname.includes(".")) ? url.href : undefined
}
