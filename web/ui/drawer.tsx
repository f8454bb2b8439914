import * as Kobalte from "@kobalte/core/dialog"
import { type JSX, Show } from "solid-js"
import { firstFocus } from "./first-focus.ts"
import { createFocusReturn } from "./focus-return.ts"
import { IconClose } from "./icons.ts"
import "./button.css"
import "./dialog.css"
import "./drawer.css"

type Props = {
  open: boolean
  onOpen: (open: boolean) => void
  title: string
  children: JSX.Element
  /** What can be done with it, always in sight. */
  foot?: JSX.Element
}

/** A panel from the side, over the page; on a phone it comes up from below. Focus stays in it and returns where it was. */
export function Drawer(props: Props) {
  let content: HTMLElement | undefined
  const giveBack = createFocusReturn(() => props.open)
  return (
    <Kobalte.Root open={props.open} onOpenChange={props.onOpen}>
      <Kobalte.Portal>
        <Kobalte.Overlay data-overlay />
        <Kobalte.Content
          ref={(element) => {
            content = element
          }}
          data-drawer
          onOpenAutoFocus={(event) => firstFocus(event, content)}
          onCloseAutoFocus={giveBack}
        >
          <div data-drawer-head>
            <Kobalte.Title data-dialog-title>{props.title}</Kobalte.Title>
            <Kobalte.CloseButton data-button="quiet" data-alone="" aria-label="Close">
              <IconClose />
            </Kobalte.CloseButton>
          </div>
          <div data-drawer-body>{props.children}</div>
          <Show when={props.foot}>{(foot) => <div data-drawer-foot>{foot()}</div>}</Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
