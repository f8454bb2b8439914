import { createSignal, onCleanup } from "solid-js"
import { Button } from "./button.tsx"
import { IconCheck, IconCopy } from "./icons.ts"

/** Milliseconds for which it says that it copied. */
const SAYS = 2000

/** Puts a text on the clipboard, and says so. `of` tells several such buttons apart. */
export function Copy(props: { text: string; label: string; of: string }) {
  const [copied, setCopied] = createSignal<boolean>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    const done = await navigator.clipboard.writeText(props.text).then(
      () => true,
      () => false,
    )
    setCopied(done)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(undefined), SAYS)
  }
  const word = () => (copied() === undefined ? props.label : copied() === true ? "Copied" : "Select and copy it")
  return (
    <>
      <Button icon={copied() === true ? <IconCheck /> : <IconCopy />} onClick={() => void copy()}>
        {word()}
        <span class="sr-only"> of {props.of}</span>
      </Button>
      <span class="sr-only" role="status">
        {copied() === undefined ? "" : word()}
      </span>
    </>
  )
}
