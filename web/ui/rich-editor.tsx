import { createEffect, createSignal, createUniqueId, on, onCleanup, onMount } from "solid-js"
import Squire from "squire-rte"
import { cleanFragment, cleanHtml } from "./clean-html.ts"
import { listKey } from "./list-keys.ts"
import { Listbox, rowId } from "./listbox.tsx"
import { createMentions } from "./mentions.ts"
import { Popup } from "./popup.tsx"
import { RichBar } from "./rich-bar.tsx"
import { setKeys } from "./rich-keys.ts"
import type { RichTextProps } from "./rich-text.tsx"

/** The editor behind `RichText`. */
export function RichEditor(props: RichTextProps) {
  let area: HTMLDivElement | undefined
  const [box, setBox] = createSignal<HTMLElement>()
  const list = createUniqueId()
  const text = createText(props, () => area)
  const mentions = createMentions(props, text.editor)
  onMount(() => {
    const squire = text.start()
    squire?.addEventListener("input", mentions.look)
    squire?.addEventListener("cursor", mentions.look)
    squire?.addEventListener("blur", mentions.close)
    // before the editor hears them
    box()?.addEventListener("keydown", (event) => listKey(event, mentions), { capture: true })
  })
  return (
    <div data-rich-text ref={setBox}>
      {/* biome-ignore lint/a11y/useSemanticElements: no other element holds rich text */}
      <div
        ref={(element) => {
          area = element
        }}
        data-rich
        data-rich-area
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={props.label}
        aria-placeholder={props.placeholder}
        aria-autocomplete={props.mentions === undefined ? undefined : "list"}
        aria-controls={mentions.open() ? list : undefined}
        aria-activedescendant={mentions.open() ? rowId(list, mentions.active()) : undefined}
        data-blank={text.blank() ? "" : undefined}
        data-placeholder={props.placeholder}
      />
      <RichBar editor={text.editor()} path={text.path()} />
      <Popup
        open={mentions.open()}
        onClose={mentions.close}
        anchor={box}
        rect={() => text.editor()?.getCursorPosition()}
      >
        <Listbox
          id={list}
          label="People to mention"
          rows={mentions.rows()}
          active={mentions.active()}
          onActive={mentions.setActive}
          onPick={mentions.pick}
          empty=""
        />
      </Popup>
    </div>
  )
}

/** The text between the editor and who holds its html. */
function createText(props: RichTextProps, area: () => HTMLElement | undefined) {
  const [editor, setEditor] = createSignal<Squire>()
  const [path, setPath] = createSignal("")
  const [blank, setBlank] = createSignal(true)
  let told = props.value
  const show = (squire: Squire, html: string) => {
    squire.setHTML(cleanHtml(html))
    setBlank(isBlank(squire))
  }
  const start = (): Squire | undefined => {
    const element = area()
    if (element === undefined) return undefined
    const squire = new Squire(element, { sanitizeToDOMFragment: cleanFragment })
    show(squire, props.value)
    squire.addEventListener("input", () => {
      setBlank(isBlank(squire))
      told = isBlank(squire) ? "" : cleanHtml(squire.getHTML())
      props.onValue(told)
    })
    squire.addEventListener("pathChange", () => setPath(squire.getPath()))
    squire.addEventListener("select", () => setPath(squire.getPath()))
    setKeys(squire, () => props.onSubmit?.())
    setEditor(() => squire)
    if (props.autofocus === true) squire.focus().moveCursorToEnd()
    onCleanup(() => squire.destroy())
    return squire
  }
  createEffect(
    on(
      () => props.value,
      (value) => {
        const squire = editor()
        if (squire === undefined || value === told) return
        told = value
        show(squire, value)
      },
      { defer: true },
    ),
  )
  return { editor, path, blank, start }
}

function isBlank(squire: Squire): boolean {
  const root = squire.getRoot()
  return (root.textContent ?? "").trim() === "" && root.querySelector("li") === null
}
