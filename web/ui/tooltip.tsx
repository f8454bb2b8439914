import * as Kobalte from "@kobalte/core/tooltip"
import { createEffect, createSignal, type JSX, Show, splitProps } from "solid-js"
import { Keys } from "./keys.tsx"
import "./tooltip.css"

/** Milliseconds a pointer rests before it shows; the keyboard's focus shows it at once. */
const RESTS = 450

/** A few words about the control it wraps. */
export function Tooltip(props: { text: string; keys?: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <Kobalte.Root open={open()} onOpenChange={setOpen} gutter={6} openDelay={RESTS} closeDelay={80}>
      <Kobalte.Trigger as={Holder} text={props.text}>
        {props.children}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content data-tooltip data-kb-top-layer="">
          {props.text}
          <Show when={props.keys}>{(keys) => <Keys keys={keys()} />}</Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

type HolderProps = JSX.HTMLAttributes<HTMLSpanElement> & { text: string }

/** Hears the focus of the control inside, and describes that control rather than itself. */
function Holder(props: HolderProps) {
  let holder: HTMLSpanElement | undefined
  const [own, rest] = splitProps(props, ["onFocus", "onBlur", "aria-describedby", "text"])
  const call = (handler: unknown, event: FocusEvent) => {
    if (typeof handler === "function") handler(event)
  }
  createEffect(() => {
    const control = holder?.firstElementChild
    const said = control?.getAttribute("aria-label") ?? control?.textContent
    const id = said === own.text ? undefined : own["aria-describedby"]
    if (id === undefined) control?.removeAttribute("aria-describedby")
    else control?.setAttribute("aria-describedby", id)
  })
  return (
    <span
      {...rest}
      ref={(element) => {
        holder = element
        if (typeof rest.ref === "function") rest.ref(element)
      }}
      data-tooltip-holder
      onFocusIn={(event) => {
        if (event.target.matches(":focus-visible")) call(own.onFocus, event)
      }}
      onFocusOut={(event) => call(own.onBlur, event)}
    />
  )
}
