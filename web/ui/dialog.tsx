import * as Kobalte from "@kobalte/core/dialog"
import type { JSX } from "solid-js"
import { firstFocus } from "./first-focus.ts"
import { createFocusReturn } from "./focus-return.ts"
import { IconClose } from "./icons.ts"
import "./button.css"
import "./dialog.css"

type Props = { open: boolean; onOpen: (open: boolean) => void; title: string; children: JSX.Element; wide?: boolean }

/** A dialog over the page; on a phone it comes up from below. Focus goes to its first field, stays in it and returns where it was. */
export function Dialog(props: Props) {
  let content: HTMLElement | undefined
  const giveBack = createFocusReturn(() => props.open)
  return (
    <Kobalte.Root open={props.open} onOpenChange={props.onOpen}>
      <Kobalte.Portal>
        <Kobalte.Overlay data-overlay />
        <div data-dialog-place>
          <Kobalte.Content
            ref={(element) => {
              content = element
            }}
            data-dialog
            data-wide={props.wide === true ? "" : undefined}
            onOpenAutoFocus={(event) => firstFocus(event, content)}
            onCloseAutoFocus={giveBack}
          >
            <div data-dialog-head>
              <Kobalte.Title data-dialog-title>{props.title}</Kobalte.Title>
              <Kobalte.CloseButton data-button="quiet" data-alone="" aria-label="Close">
                <IconClose />
              </Kobalte.CloseButton>
            </div>
            {props.children}
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
