import { createSignal } from "solid-js"
import { RichText } from "../ui/rich-text.tsx"
import { RichView } from "../ui/rich-view.tsx"
import { PEOPLE } from "./people.ts"
import { Specimen } from "./specimen.tsx"

const mentions = (text: string) => PEOPLE.filter(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()))

const NOTE =
  '<div>They want <b>two cranes</b>, <i>delivered in spring</i>. See <a href="https://example.com">the drawings</a>.</div>' +
  '<ul><li>East quay first</li><li>Ask <span data-mention="2">@Grace Hopper</span> about steel</li></ul>'

export function Rich() {
  const [html, setHtml] = createSignal("")
  const [sent, setSent] = createSignal(NOTE)
  return (
    <>
      <Specimen title="Written; Ctrl and Enter puts it beside">
        <RichText
          label="Note"
          value={html()}
          onValue={setHtml}
          placeholder="Write a note; @ mentions someone"
          mentions={mentions}
          onSubmit={() => {
            setSent(html())
            setHtml("")
          }}
        />
      </Specimen>
      <Specimen title="Shown">
        <RichView html={sent()} />
      </Specimen>
    </>
  )
}
