import { createEffect, createSignal, onCleanup } from "solid-js"
import { theme } from "../app/theme.ts"

/** The viewer's styles are told by a class that it is dark. */
export function followTheme(): void {
  const query = matchMedia("(prefers-color-scheme: dark)")
  const [isDark, setDark] = createSignal(query.matches)
  const look = () => setDark(query.matches)
  query.addEventListener("change", look)
  const { classList } = document.documentElement
  createEffect(() => classList.toggle("dark-mode", theme() === "dark" || (theme() === "system" && isDark())))
  onCleanup(() => {
    query.removeEventListener("change", look)
    classList.remove("dark-mode")
  })
}
