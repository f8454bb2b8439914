import { createUniqueId, Show } from "solid-js"
import "./progress.css"

type Props = {
  label: string
  /** How far it is, in words. */
  text: string
  /** Undefined while nobody can say how far it is. */
  share: number | undefined
}

/** A bar that fills up. Its tenths are said aloud, not each of its moves. */
export function Progress(props: Props) {
  const id = createUniqueId()
  const tenths = () => (props.share === undefined ? undefined : Math.floor(props.share * 10) * 10)
  return (
    <div data-progress>
      <p data-progress-head>
        <strong id={id}>{props.label}</strong>
        <span class="num">{props.text}</span>
      </p>
      <Show when={props.share !== undefined} fallback={<progress aria-labelledby={id} />}>
        <progress aria-labelledby={id} max="1" value={props.share ?? 0} />
      </Show>
      <p class="sr-only" role="status">
        {tenths() === undefined ? props.label : `${props.label}: ${tenths()} %`}
      </p>
    </div>
  )
}
