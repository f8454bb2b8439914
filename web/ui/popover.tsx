import * as Kobalte from "@kobalte/core/popover"
import { type JSX, splitProps } from "solid-js"
import { firstFocus } from "./first-focus.ts"
import "./button.css"
import "./popover.css"

type Props = {
  /** The trigger's name. */
  label: string
  trigger: JSX.Element
  kind?: "quiet" | "plain"
  class?: string
  open?: boolean
  onOpen?: (open: boolean) => void
  placement?: "bottom-start" | "bottom-end" | "top-start" | "right-start"
  children: JSX.Element
}

/** A button and what it opens beside it; on a phone it comes up from below. */
export function Popover(props: Props) {
  let content: HTMLElement | undefined
  const [state] = splitProps(props, ["open"])
  return (
    <Kobalte.Root
      {...state}
      onOpenChange={(open) => props.onOpen?.(open)}
      gutter={4}
      placement={props.placement ?? "bottom-start"}
    >
      <Kobalte.Trigger data-button={props.kind ?? "quiet"} aria-label={props.label} class={props.class}>
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content
          ref={(element) => {
            content = element
          }}
          data-popover
          data-layer
          data-kb-top-layer=""
          aria-label={props.label}
          onOpenAutoFocus={(event) => firstFocus(event, content)}
        >
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
