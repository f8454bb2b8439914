/** Milliseconds in which what was pressed may leave the page by that. */
const PATIENCE = 10_000

/**
 * Before an act that may take what was pressed out of its list: the focus goes to what comes next of the same kind, else to what
 * comes before, else to the list's heading or the list.
 */
export function passFocus(pressed: HTMLElement, within: string, kind: string): void {
  const list = pressed.closest<HTMLElement>(within)
  if (list === null) return
  const all = [...list.querySelectorAll<HTMLElement>(kind)]
  const at = all.indexOf(pressed)
  const heirs = [pressed, ...all.slice(at + 1), ...all.slice(0, at).reverse()]
  const look = () => {
    if (pressed.isConnected && document.activeElement === pressed) return
    if (document.activeElement === document.body) focus(heirs.find((one) => list.contains(one)) ?? list)
    if (!pressed.isConnected) leaveOff()
  }
  const watch = new MutationObserver(look)
  const timer = setTimeout(() => watch.disconnect(), PATIENCE)
  const leaveOff = () => {
    clearTimeout(timer)
    watch.disconnect()
  }
  watch.observe(list, { childList: true, subtree: true })
}

function focus(heir: HTMLElement): void {
  const place = heir.matches("button") ? heir : (heir.querySelector<HTMLElement>("h2") ?? heir)
  if (place.tabIndex < 0) place.tabIndex = -1
  place.focus({ preventScroll: place !== heir })
}
