import { whenIdle } from "./idle.ts"

/** Milliseconds until the page has come to rest, and the worker may fetch the rest of the app. */
const RESTS = 8000
/** Milliseconds after which it is fetched even from a page that is never idle. */
const PATIENCE = 5000

/** Lets the app open when the server is away. A build is known by the name of its script, which carries a hash. */
export function registerWorker(): void {
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return
  const build = /\/assets\/([\w.-]+)\.js/.exec(import.meta.url)?.[1]
  if (build === undefined) return
  const register = () => void navigator.serviceWorker.register(`/sw.js?${build}`).catch(() => undefined)
  setTimeout(() => whenIdle(register, PATIENCE), RESTS)
}
