import { type JSX, Show, splitProps } from "solid-js"
import "./button.css"

type Props = JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: "primary" | "plain" | "quiet" | "danger"
  size?: "s" | "m"
  icon?: JSX.Element
  /** Shows that work is under way and takes no further press. */
  busy?: boolean
}

export function Button(props: Props) {
  const [own, rest] = splitProps(props, ["kind", "size", "icon", "busy", "children", "disabled", "type"])
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      data-button={own.kind ?? "plain"}
      data-size={own.size ?? "m"}
      data-alone={own.children === undefined ? "" : undefined}
      aria-busy={own.busy === true ? "true" : undefined}
      disabled={own.disabled === true || own.busy === true}
    >
      <Show when={own.busy !== true} fallback={<span data-spinner aria-hidden="true" />}>
        {own.icon}
      </Show>
      {own.children}
    </button>
  )
}
