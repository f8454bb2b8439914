import "./avatar.css"

/** A person as their initials, in a colour that stays theirs. */
export function Avatar(props: { name: string; size?: "s" | "m" }) {
  const initials = () =>
    props.name
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => [...word][0] ?? "")
      .filter((_, i, all) => i === 0 || i === all.length - 1)
      .join("")
      .toUpperCase()
  const hue = () => [...props.name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span
      data-avatar={props.size ?? "m"}
      style={{ "--hue": hue() }}
      role="img"
      aria-label={props.name}
      title={props.name}
    >
      {initials()}
    </span>
  )
}
