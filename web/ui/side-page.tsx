import { createEffect, For, type JSX, onCleanup } from "solid-js"
import "./side-page.css"

type Entry = { href: string; label: string; current: boolean }

/** A page with a list of what it can show at its side; on a phone the list lies above. */
export function SidePage(props: { title: string; label: string; entries: readonly Entry[]; children: JSX.Element }) {
  return (
    <div data-side-page>
      <div data-side>
        <h1>{props.title}</h1>
        <nav data-side-links aria-label={props.label}>
          <ul>
            <For each={props.entries.map((entry) => entry.href)}>
              {(href) => <SideLink entry={props.entries.find((entry) => entry.href === href)} />}
            </For>
          </ul>
        </nav>
      </div>
      {props.children}
    </div>
  )
}

function SideLink(props: { entry: Entry | undefined }) {
  let link: HTMLAnchorElement | undefined
  createEffect(() => {
    if (props.entry?.current !== true) return
    // once the list is laid out
    const frame = requestAnimationFrame(() => link?.scrollIntoView({ block: "nearest", inline: "nearest" }))
    onCleanup(() => cancelAnimationFrame(frame))
  })
  return (
    <li>
      <a
        ref={(element) => {
          link = element
        }}
        href={props.entry?.href}
        aria-current={props.entry?.current === true ? "page" : undefined}
      >
        {props.entry?.label}
      </a>
    </li>
  )
}
