import { createSignal } from "solid-js"

export type Theme = "system" | "light" | "dark"

const KEY = "halyard.theme"

function stored(): Theme {
  const value = localStorage.getItem(KEY)
  return value === "light" || value === "dark" ? value : "system"
}

const [theme, setStored] = createSignal<Theme>(stored())

export { theme }

export function applyTheme(): void {
  const root = document.documentElement
  if (theme() === "system") delete root.dataset.theme
  else root.dataset.theme = theme()
}

export function setTheme(next: Theme): void {
  localStorage.setItem(KEY, next)
  setStored(next)
  applyTheme()
}
