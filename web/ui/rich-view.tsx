import { createEffect, createSignal, onMount } from "solid-js"
import "./rich-view.css"

type Clean = (html: string) => string

/** Html from people, cleaned. Until the cleaner is here its text is shown. */
export function RichView(props: { html: string }) {
  let box: HTMLDivElement | undefined
  const [clean, setClean] = createSignal<Clean>()
  onMount(() => {
    import("./clean-html.ts").then(
      ({ cleanHtml }) => setClean(() => cleanHtml),
      () => undefined,
    )
  })
  createEffect(() => {
    if (box === undefined) return
    const cleaner = clean()
    if (cleaner === undefined) box.textContent = textOf(props.html)
    else box.innerHTML = cleaner(props.html)
  })
  return (
    <div
      data-rich
      ref={(element) => {
        box = element
      }}
    />
  )
}

/** Its words, a line per block. A parsed document runs and loads nothing. */
function textOf(html: string): string {
  const parsed = new DOMParser().parseFromString(html.replace(/<(\/p|\/div|\/li|br)\b/gi, " <$1"), "text/html")
  return (parsed.body.textContent ?? "").trim()
}
