import "../ui/form.css"
import { type JSX, Show } from "solid-js"
import "./account.css"

/** The frame of the pages before somebody is inside. */
export function Frame(props: {
  title: string
  text?: string | undefined
  children: JSX.Element
  footer?: JSX.Element
}) {
  return (
    <main data-account>
      <div data-account-card>
        <img src="/icon.svg" alt="" width="36" height="36" />
        <h1>{props.title}</h1>
        <Show when={props.text}>{(text) => <p data-account-text>{text()}</p>}</Show>
        {props.children}
        <Show when={props.footer}>{(footer) => <p data-account-foot>{footer()}</p>}</Show>
      </div>
    </main>
  )
}
