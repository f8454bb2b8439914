import { useNavigate } from "@solidjs/router"
import { createEffect, createMemo, createSignal, createUniqueId, For, onCleanup, Show } from "solid-js"
import { SelectField } from "../ui/field.tsx"
import { groupsOf, type Operation, type Pointed, type Tag } from "./document.ts"
import { Search } from "./search.tsx"
import "../ui/side-page.css"

type Props = { operations: readonly Operation[]; tag: string; onOpen: (pointed: Pointed) => void }

/** What there is: found by its name, or gone to by its tag. */
export function Side(props: Props) {
  const [typed, setTyped] = createSignal("")
  const groups = createMemo(() => groupsOf(props.operations))
  return (
    <div data-docs-side>
      <Search operations={props.operations} typed={typed()} onType={setTyped} onOpen={props.onOpen} />
      <nav data-side-links aria-label="Parts of the API">
        <Choice groups={groups()} tag={props.tag} />
        <Show when={typed().trim() === ""}>
          <div data-docs-tags>
            <For each={groups()}>
              {(group) => <Group version={group.version} tags={group.tags} current={props.tag} />}
            </For>
          </div>
        </Show>
      </nav>
    </div>
  )
}

function Group(props: { version: string; tags: readonly Tag[]; current: string }) {
  const id = createUniqueId()
  return (
    <>
      <h2 id={id}>{props.version}</h2>
      <ul aria-labelledby={id}>
        <For each={props.tags}>{(tag) => <TagLink tag={tag} isCurrent={tag.name === props.current} />}</For>
      </ul>
    </>
  )
}

function TagLink(props: { tag: Tag; isCurrent: boolean }) {
  let link: HTMLAnchorElement | undefined
  createEffect(() => {
    if (!props.isCurrent) return
    // once the list is laid out
    const frame = requestAnimationFrame(() => link !== undefined && bringIntoList(link))
    onCleanup(() => cancelAnimationFrame(frame))
  })
  return (
    <li>
      <a ref={link} href={`/docs/${props.tag.name}`} aria-current={props.isCurrent ? "page" : undefined}>
        {props.tag.words}
      </a>
    </li>
  )
}

/** Scrolls the list alone, which the page need not show to its end. */
function bringIntoList(link: HTMLElement): void {
  const list = link.closest("nav")
  if (list === null) return
  const top = link.offsetTop - list.offsetTop - list.scrollTop
  if (top < 0 || top > list.clientHeight * 0.9) list.scrollTop += top - list.clientHeight / 2
}

/** The same on a phone. */
function Choice(props: { groups: ReturnType<typeof groupsOf>; tag: string }) {
  const navigate = useNavigate()
  const isKnown = () => props.groups.some(({ tags }) => tags.some(({ name }) => name === props.tag))
  const options = () =>
    props.groups.map(({ version, tags }) => ({
      group: version,
      options: tags.map(({ name, words }) => ({ value: name, label: words })),
    }))
  return (
    <div data-docs-choice>
      <SelectField
        label="Part of the API"
        value={props.tag}
        options={isKnown() ? options() : [{ value: props.tag, label: "Choose…" }, ...options()]}
        onValue={(name) => navigate(`/docs/${name}`)}
      />
    </div>
  )
}
