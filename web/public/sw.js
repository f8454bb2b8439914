/**
 * Keeps the app's own files, one set per build, so that it opens when the server is away. What the API answers is never kept here;
 * the page keeps what it showed last by itself. The page names its build when it registers this worker: `/sw.js?<build>`.
 */
const SHELL = `shell-${self.location.search.slice(1)}`
const PAGE = "/index.html"
const CONFIG = "/config.json"
/** What is of no use without a server, and large. */
const ELSEWHERE = /swagger-ui|web\/docs|^docs\//
/** Milliseconds after which a page that does not come is taken from here. */
const PATIENCE = 4000

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()))
})

self.addEventListener("activate", (event) => {
  event.waitUntil(clean().then(() => self.clients.claim()))
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== self.location.origin) return
  if (request.mode === "navigate" && !/^\/(api|v1|oauth|_aws)\//.test(url.pathname)) {
    event.respondWith(fromServer(request, PAGE, PATIENCE))
  } else if (url.pathname === CONFIG) {
    event.respondWith(fromServer(request, CONFIG, PATIENCE))
  } else if (url.pathname.startsWith("/assets/") || url.pathname === "/icon.svg") {
    event.respondWith(fromHere(request))
  }
})

async function fill() {
  const cache = await caches.open(SHELL)
  const manifest = await (await fetch("/files.json", { cache: "no-store" })).json()
  const kept = Object.entries(manifest).filter(([source]) => !ELSEWHERE.test(source))
  const named = kept.flatMap(([, { file, css = [], assets = [] }]) => [file, ...css, ...assets])
  const files = [...new Set(named)].filter((file) => file.startsWith("assets/")).map((file) => `/${file}`)
  await cache.addAll([PAGE, CONFIG, "/icon.svg", ...files])
}

async function clean() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)),
  )
}

/** From the server, kept under a name; from here when it does not answer. */
async function fromServer(request, name, patience) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(name)
  try {
    const answer = await fetch(request, kept === undefined ? {} : { signal: AbortSignal.timeout(patience) })
    if (answer.ok) await cache.put(name, answer.clone())
    return answer
  } catch (error) {
    if (kept === undefined) throw error
    return kept
  }
}

/** Names of these files carry a hash of what is in them: what is here is right. */
async function fromHere(request) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(request, { ignoreSearch: true })
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
