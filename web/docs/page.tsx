import { A } from "@solidjs/router"
import { createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js"
import styles from "swagger-ui-dist/swagger-ui.css?url"
import { accessToken, standing } from "../app/session.ts"
import { theme } from "../app/theme.ts"
import { Failed, Skeleton } from "../ui/state.tsx"
import "./docs.css"

const DOCUMENT = "/api/v2/openapi.json"

/** Every operation of the API, from the document that the route table makes, to be tried as whoever is signed in. */
export function DocsPage() {
  let place: HTMLDivElement | undefined
  let styled: HTMLLinkElement | undefined
  const [state, setState] = createSignal<"waiting" | "shown" | Error>("waiting")
  const show = async () => {
    try {
      const [link] = await Promise.all([loadStyles(), showIn(place)])
      styled = link
      setState("shown")
    } catch (error) {
      setState(error instanceof Error ? error : new Error(String(error)))
    }
  }
  onMount(() => {
    document.title = "API · Halyard"
    document.documentElement.classList.toggle("dark-mode", isDark())
    void show()
  })
  onCleanup(() => {
    document.documentElement.classList.remove("dark-mode")
    styled?.remove()
  })
  return (
    <div data-docs>
      <header data-docs-head>
        <A href="/board" data-docs-home>
          Halyard
        </A>
        <h1>API</h1>
        <p>
          <Show when={standing() === "in"} fallback="Sign in, or press Authorize and give an API token, to try it.">
            What you try here is done as you, in your workspace.
          </Show>
        </p>
        <a href={DOCUMENT}>OpenAPI 3.1</a>
      </header>
      <main>
        <Switch>
          <Match when={state() === "waiting"}>
            <Skeleton height="60vh" />
          </Match>
          <Match when={faultOf(state())}>{(error) => <Failed error={error()} onRetry={() => void show()} />}</Match>
        </Switch>
        <div ref={place} />
      </main>
    </div>
  )
}

const faultOf = (state: string | Error) => (state instanceof Error ? state : undefined)

async function showIn(place: HTMLElement | undefined): Promise<void> {
  const { default: SwaggerUI } = await import("swagger-ui-dist/swagger-ui-es-bundle.js")
  if (place === undefined) return
  SwaggerUI({
    domNode: place,
    url: DOCUMENT,
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    defaultModelsExpandDepth: -1,
    requestInterceptor: async (request) => {
      const { authorization, Authorization, "x-api-token": key } = request.headers
      const given = authorization ?? Authorization ?? key
      const token = given === undefined && request.url.startsWith(location.origin) ? await accessToken() : undefined
      return token === undefined
        ? request
        : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
    },
  })
}

function isDark(): boolean {
  return theme() === "dark" || (theme() === "system" && matchMedia("(prefers-color-scheme: dark)").matches)
}

/** The viewer's own styles, which no other page needs. */
function loadStyles(): Promise<HTMLLinkElement> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles })
    link.onload = () => resolve(link)
    link.onerror = () => reject(new Error("The viewer's styles did not come"))
    document.head.append(link)
  })
}
