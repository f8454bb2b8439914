import { createSignal } from "solid-js"

export type Density = "comfortable" | "compact"

const KEY = "halyard.density"

function stored(): Density {
  return localStorage.getItem(KEY) === "compact" ? "compact" : "comfortable"
}

const [density, setStored] = createSignal<Density>(stored())

export { density }

export function applyDensity(): void {
  document.documentElement.dataset["density"] = density()
}

export function setDensity(next: Density): void {
  localStorage.setItem(KEY, next)
  setStored(next)
  applyDensity()
}
