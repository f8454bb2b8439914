import * as Menu from "@kobalte/core/dropdown-menu"
import * as Popover from "@kobalte/core/popover"
import type { JSX } from "solid-js"
import { Entries, type MenuEntry } from "./menu.tsx"
import "./menu.css"
import "./popover.css"

type Common = { label: string; at: HTMLElement; onClose: () => void }

/** A menu that hangs from a button which many others are like: it is made when it is asked for. */
export function AnchoredMenu(props: Common & { entries: readonly MenuEntry[] }) {
  return (
    <Menu.Root
      open
      onOpenChange={(open) => !open && props.onClose()}
      gutter={4}
      placement="bottom-start"
      getAnchorRect={() => props.at.getBoundingClientRect()}
    >
      <Menu.Portal>
        <Menu.Content
          data-menu
          data-layer
          data-kb-top-layer=""
          aria-label={props.label}
          onInteractOutside={(event) => keepsOpen(event, props.at)}
          onCloseAutoFocus={(event) => giveBack(event, props.at)}
        >
          <Entries entries={props.entries} />
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** The same for anything else; on a phone it comes up from below. */
export function AnchoredPopover(props: Common & { children: JSX.Element }) {
  return (
    <Popover.Root
      open
      onOpenChange={(open) => !open && props.onClose()}
      gutter={4}
      placement="bottom-start"
      anchorRef={() => props.at}
    >
      <Popover.Portal>
        <Popover.Content
          data-popover
          data-layer
          data-kb-top-layer=""
          aria-label={props.label}
          onInteractOutside={(event) => keepsOpen(event, props.at)}
          onCloseAutoFocus={(event) => giveBack(event, props.at)}
        >
          {props.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function giveBack(event: Event, at: HTMLElement): void {
  event.preventDefault()
  if (at.isConnected) at.focus({ preventScroll: true })
}

/** A press on the button closes what it opened by itself. */
function keepsOpen(event: Event, at: HTMLElement): void {
  if (event.target instanceof Node && at.contains(event.target)) event.preventDefault()
}
