import * as Kobalte from "@kobalte/core/popover"
import type { JSX } from "solid-js"
import "./popover.css"

type Props = {
  open: boolean
  onClose: () => void
  /** What it hangs from, and belongs to: a press in there leaves it open. */
  anchor: () => HTMLElement | undefined
  sameWidth?: boolean
  /** Where it hangs, where that is not its anchor: at a caret. */
  rect?: () => DOMRect | undefined
  children: JSX.Element
}

/** Hangs something from a field that keeps the focus. The field hears the keys, Escape too. */
export function Popup(props: Props) {
  return (
    <Kobalte.Root
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
      anchorRef={props.anchor}
      gutter={4}
      placement="bottom-start"
      sameWidth={props.sameWidth === true}
      {...(props.rect && { getAnchorRect: props.rect })}
    >
      <Kobalte.Portal>
        <Kobalte.Content
          data-popup
          data-layer
          data-kb-top-layer=""
          role="presentation"
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && props.anchor()?.contains(event.target) === true) event.preventDefault()
          }}
        >
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
