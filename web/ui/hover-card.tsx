import * as Kobalte from "@kobalte/core/hover-card"
import type { JSX } from "solid-js"
import "./hover-card.css"

/** A link that shows a little of where it leads, to a pointer that rests on it and to the keyboard's focus. */
export function HoverCard(props: { trigger: JSX.Element; href: string; children: JSX.Element }) {
  return (
    <Kobalte.Root gutter={6} placement="bottom-start" openDelay={350} closeDelay={150}>
      <Kobalte.Trigger href={props.href} data-link>
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content data-hover-card data-layer data-kb-top-layer="">
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
