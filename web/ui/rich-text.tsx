import { ErrorBoundary, lazy, Suspense } from "solid-js"
import { Failed } from "./state.tsx"
import "./field.css"
import "./rich-text.css"
import "./rich-view.css"

export type RichTextProps = {
  label: string
  /** Html. */
  value: string
  onValue: (html: string) => void
  placeholder?: string
  /** Who is meant by what was typed after an @. */
  mentions?: (text: string) => readonly { id: number; name: string }[]
  /** Ctrl or ⌘ and Enter. */
  onSubmit?: () => void
  autofocus?: boolean
}

const Editor = lazy(() => import("./rich-editor.tsx").then((module) => ({ default: module.RichEditor })))

/** A text with bold, italic, lists, links and mentions. Its editor comes when it is first needed. */
export function RichText(props: RichTextProps) {
  return (
    <ErrorBoundary fallback={(error, retry) => <Failed error={error} onRetry={retry} />}>
      <Suspense
        fallback={
          <div data-rich-text aria-busy="true">
            <div data-rich-bar />
            <div data-rich data-rich-area>
              <span data-rich-hint>{props.placeholder}</span>
            </div>
          </div>
        }
      >
        <Editor {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
