import { createEffect, createMemo, on, onCleanup, onMount } from "solid-js"
import { type Document, type Pointed, partOf, tagOf } from "./document.ts"
import { createViewer, type SwaggerUI } from "./viewer.ts"

type Props = {
  make: SwaggerUI
  document: Document
  tag: string
  /** What the address points to. */
  pointed: Pointed | undefined
  /** What was chosen last, which may be what the address points to already. */
  asked: Pointed | undefined
}

/** The operations of one tag. */
export function Part(props: Props) {
  let place: HTMLDivElement | undefined
  const part = createMemo(() => partOf(props.document, props.tag))
  onMount(() => {
    if (place === undefined) return
    const viewer = createViewer(props.make, place, part())
    const open = (pointed: Pointed | undefined) => {
      if (pointed?.tag === props.tag && pointed.id !== "") viewer.open(pointed)
    }
    createEffect(() => viewer.show(part()))
    createEffect(() => open(props.pointed))
    // for another tag, the address will point there
    createEffect(on(() => props.asked, open, { defer: true }))
    onCleanup(viewer.close)
  })
  return (
    <main data-docs-part>
      <header data-docs-part-head>
        <h2>{tagOf(props.tag).words}</h2>
        <p>{tagOf(props.tag).version}</p>
      </header>
      <div ref={place} data-docs-viewer />
      <footer>{props.document.info.description}</footer>
    </main>
  )
}
