import * as Kobalte from "@kobalte/core/dialog"
import type { JSX } from "solid-js"
import { IconClose } from "./icons.ts"
import "./dialog.css"

type Props = { open: boolean; onOpen: (open: boolean) => void; title: string; children: JSX.Element; wide?: boolean }

/** A dialog over the page; on a phone it comes up from below. Focus stays in it and returns where it was. */
export function Dialog(props: Props) {
  return (
    <Kobalte.Root open={props.open} onOpenChange={props.onOpen}>
      <Kobalte.Portal>
        <Kobalte.Overlay data-overlay />
        <div data-dialog-place>
          <Kobalte.Content data-dialog data-wide={props.wide === true ? "" : undefined}>
            <header data-dialog-head>
              <Kobalte.Title data-dialog-title>{props.title}</Kobalte.Title>
              <Kobalte.CloseButton data-button="quiet" data-alone="" aria-label="Close">
                <IconClose />
              </Kobalte.CloseButton>
            </header>
            {props.children}
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
