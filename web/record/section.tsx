import { createSignal, createUniqueId, type JSX, Show } from "solid-js"
import { IconChevronDown } from "../ui/icons.ts"

const KEY = "halyard.sections"

function closedSections(): string[] {
  const known: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]")
  return Array.isArray(known) ? known.map(String) : []
}

/** A part of a record's page that folds away, and stays so the next time. `name` is its name across pages. */
export function Section(props: { name: string; title: string; add?: JSX.Element; children: JSX.Element }) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(!closedSections().includes(props.name))
  const toggle = () => {
    const now = setOpen((before) => !before)
    const others = closedSections().filter((one) => one !== props.name)
    localStorage.setItem(KEY, JSON.stringify(now ? others : [...others, props.name]))
  }
  return (
    <section data-section aria-labelledby={`${id}-title`}>
      <header data-section-head>
        <h2 id={`${id}-title`}>
          <button type="button" aria-expanded={open()} aria-controls={`${id}-body`} onClick={toggle}>
            <IconChevronDown />
            {props.title}
          </button>
        </h2>
        <Show when={open()}>{props.add}</Show>
      </header>
      <div id={`${id}-body`} data-section-body hidden={!open()}>
        {props.children}
      </div>
    </section>
  )
}
