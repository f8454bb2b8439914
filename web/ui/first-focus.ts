/** Gives the focus that something opened asks for to what says `data-first`, else to its first field, else to what is first. */
export function firstFocus(event: Event, content: HTMLElement | undefined): void {
  const first =
    content?.querySelector<HTMLElement>("[data-first]") ??
    content?.querySelector<HTMLElement>("input, select, textarea, [contenteditable]")
  if (first === null || first === undefined) return
  event.preventDefault()
  first.focus({ preventScroll: true })
}
