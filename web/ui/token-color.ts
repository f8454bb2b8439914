import { createSignal, onCleanup } from "solid-js"

/** The colour that a token stands for in the present theme, as canvas libraries read it. */
export function tokenColor(token: string): string {
  const probe = document.createElement("span")
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const color = getComputedStyle(probe).color
  probe.remove()
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  if (pixel === null) return color
  pixel.fillStyle = color
  pixel.fillRect(0, 0, 1, 1)
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

/** A count that grows whenever the theme may have changed: what is painted with tokens reads it and is painted again. */
export function createThemeCount(): () => number {
  const [count, setCount] = createSignal(0)
  const changed = () => setCount((before) => before + 1)
  const chosen = new MutationObserver(changed)
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] })
  const system = matchMedia("(prefers-color-scheme: dark)")
  system.addEventListener("change", changed)
  onCleanup(() => {
    chosen.disconnect()
    system.removeEventListener("change", changed)
  })
  return count
}
