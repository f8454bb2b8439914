import { A } from "@solidjs/router"
import { For, Show } from "solid-js"
import { Problem } from "../../shared/problem.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import "./record.css"

/** A record's page before its data: the same shape, so that nothing moves when it comes. */
export function Waiting(props: { stages?: boolean }) {
  return (
    <div data-record aria-busy="true" aria-label="Loading" role="status">
      <div data-record-head>
        <div data-head-top>
          <Skeleton width="8rem" height="1rem" />
        </div>
        <div data-head-line>
          <Skeleton width="18rem" height="1.75rem" />
          <Skeleton width="14rem" height="2rem" />
        </div>
        <Show when={props.stages === true}>
          <Skeleton height="2.75rem" />
        </Show>
      </div>
      <div data-record-body>
        <div data-record-aside>
          <For each={[9, 5, 5]}>{(rows) => <Skeleton height={`${rows * 2.25}rem`} />}</For>
        </div>
        <div data-record-main>
          <Skeleton height="6rem" />
          <Skeleton height="8rem" />
          <Skeleton height="16rem" />
        </div>
      </div>
    </div>
  )
}

/** A record that is not there, or did not load. */
export function Missing(props: { error: unknown; word: string; back: string; onRetry: () => void }) {
  const missing = () => props.error instanceof Problem && props.error.code === "not_found"
  return (
    <>
      <h1 class="sr-only">{props.word}</h1>
      <Show when={missing()} fallback={<Failed error={props.error} onRetry={props.onRetry} />}>
        <Empty
          title={`This ${props.word} is not here`}
          text="It was deleted, or you may not see it. Deleted records stay in the trash for 30 days."
        >
          <A href={props.back} data-button="plain">
            Back
          </A>
        </Empty>
      </Show>
    </>
  )
}
