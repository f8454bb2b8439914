import { Show } from "solid-js"

/** What a step of an import is about. It is gone to when the step before is over. */
export function StepHead(props: { title: string; text?: string | undefined }) {
  return (
    <header data-import-step-head>
      <h2 id="import-step" tabindex="-1">
        {props.title}
      </h2>
      <Show when={props.text}>{(text) => <p>{text()}</p>}</Show>
    </header>
  )
}
