/** Says what a drag or a command did to people who do not see it. */
let region: HTMLElement | undefined

export function announce(text: string): void {
  if (region === undefined) {
    region = document.createElement("div")
    region.className = "sr-only"
    region.setAttribute("role", "status")
    region.setAttribute("aria-live", "polite")
    document.body.append(region)
  }
  region.textContent = text
}
