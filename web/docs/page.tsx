import { A, Navigate, useLocation, useParams } from "@solidjs/router"
import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js"
import { read } from "../../shared/api/client.ts"
import { standing } from "../app/session.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import {
  addressOf,
  type Document,
  type Operation,
  operationsOf,
  type Pointed,
  pointedAt,
  tagNamed,
  tagOf,
} from "./document.ts"
import { followTheme } from "./looks.ts"
import { Part } from "./part.tsx"
import { Side } from "./side.tsx"
import { loadViewer, type SwaggerUI } from "./viewer.ts"
import "./docs.css"

const DOCUMENT = "/api/v2/openapi.json"
const FIRST = "deals"

type Api = { document: Document; operations: readonly Operation[]; make: SwaggerUI }

/** The API, from the document that the route table makes: a tag at a time, to be tried as whoever is signed in. */
export function DocsPage() {
  const params = useParams()
  const location = useLocation()
  const [state, setState] = createSignal<Api | Error>()
  const [asked, ask] = createSignal<Pointed>()
  const tag = () => tagNamed(apiIn(state())?.operations ?? [], params.tag ?? FIRST)
  const pointed = () => pointedAt(location.hash)
  const leaving = new AbortController()
  const load = () => {
    setState(undefined)
    loadApi(leaving.signal).then(setState, (error) => !leaving.signal.aborted && setState(asError(error)))
  }
  followTheme()
  createEffect(() => {
    document.title = `${tagOf(tag()).words} · API · Halyard`
  })
  onMount(load)
  onCleanup(() => leaving.abort())
  return (
    <div data-docs>
      <Head />
      <Show when={params.tag === undefined && pointed()}>{(there) => <Navigate href={addressOf(there())} />}</Show>
      <Switch fallback={<Waiting />}>
        <Match when={faultIn(state())}>{(error) => <Failed error={error()} onRetry={load} />}</Match>
        <Match when={apiIn(state())}>
          {(api) => (
            <div data-docs-body>
              <Side operations={api().operations} tag={tag()} onOpen={ask} />
              <Show when={api().operations.some((one) => one.tag === tag())} fallback={<Unknown tag={tag()} />}>
                <Part {...api()} tag={tag()} pointed={pointed()} asked={asked()} />
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </div>
  )
}

function Head() {
  return (
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
  )
}

function Waiting() {
  return (
    <div data-docs-body>
      <div data-docs-side>
        <Skeleton height="2rem" />
        <Skeleton height="60vh" />
      </div>
      <main data-docs-part>
        <Skeleton width="10rem" height="1.5rem" />
        <Skeleton height="60vh" />
      </main>
    </div>
  )
}

function Unknown(props: { tag: string }) {
  return (
    <main>
      <Empty title="No such part of the API" text={`No operation has the tag “${props.tag}”.`}>
        <A href="/docs" data-button="plain">
          Begin with deals
        </A>
      </Empty>
    </main>
  )
}

const faultIn = (state: Api | Error | undefined) => (state instanceof Error ? state : undefined)
const apiIn = (state: Api | Error | undefined) => (state instanceof Error ? undefined : state)
const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

async function loadApi(leaving: AbortSignal): Promise<Api> {
  const [told, make] = await Promise.all([fetch(DOCUMENT, { signal: leaving }).then(read), loadViewer(leaving)])
  // the route says what stands there, and the server holds its answers to that
  const document = told.data as Document
  return { document, operations: operationsOf(document), make }
}
