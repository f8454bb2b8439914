/** Parts of the app that are fetched when they are shown, and what happens when one does not come. */
import { type Component, createEffect, ErrorBoundary, type JSX, lazy, Show } from "solid-js"
import { Button } from "../ui/button.tsx"
import { IconOffline } from "../ui/icons.ts"
import { Empty, Failed } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import { away, isCut } from "./online.ts"

type Props = Record<string, unknown>
/** `preload` fetches it ahead of that, and never fails. */
type Later<P extends Props> = Component<P> & { preload: () => void }

/** Says in its place that it did not come, and comes by itself when the server can be reached again. */
export function later<P extends Props>(load: () => Promise<Component<P>>): Later<P> {
  return fetched(load, (error, retry) => (
    <Show when={isMissing(error)} fallback={<Failed error={error} onRetry={retry} />}>
      <Missing onRetry={retry} />
    </Show>
  ))
}

/** The same of what lies over the page: a message says it, and it is closed. */
export function laterOver<P extends Props>(
  load: () => Promise<Component<P>>,
  close: (props: P) => void = (props) => "onClose" in props && (props.onClose as () => void)(),
): Later<P> {
  return fetched(load, (error, _, props) => {
    if (!isMissing(error)) throw error
    queueMicrotask(() => close(props))
    void isCut().then((cut) =>
      toast(cut ? "This cannot be opened while there is no connection." : `This could not be opened. ${RELOAD}`, {
        kind: "error",
      }),
    )
    return null
  })
}

function fetched<P extends Props>(
  load: () => Promise<Component<P>>,
  instead: (error: unknown, retry: () => void, props: P) => JSX.Element,
): Later<P> {
  const Part = lazy(() => load().then((part) => ({ default: part })))
  const Place = (props: P) => (
    <ErrorBoundary fallback={(error, retry) => instead(error, retry, props)}>
      <Part {...props} />
    </ErrorBoundary>
  )
  return Object.assign(Place, { preload: () => void Part.preload().catch(() => undefined) })
}

/** Each browser has words of its own for a script that did not come. */
const isMissing = (error: unknown) =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)

const RELOAD = "There may be a new version of Halyard: reload the page."

function Missing(props: { onRetry: () => void }) {
  void isCut()
  createEffect<boolean>((was) => {
    const is = away()
    if (was && !is) props.onRetry()
    return is
  }, false)
  return (
    <div role="alert">
      <Empty
        icon={<IconOffline />}
        title={away() ? "This cannot be loaded now" : "This did not load"}
        text={
          away()
            ? "There is no connection, and this was not opened here before. It comes by itself when you are back."
            : RELOAD
        }
      >
        <Show when={!away()}>
          <Button kind="primary" onClick={() => location.reload()}>
            Reload the page
          </Button>
        </Show>
        <Button onClick={() => props.onRetry()}>Try again</Button>
      </Empty>
    </div>
  )
}
