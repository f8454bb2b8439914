import { For, Show } from "solid-js"
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
      data-initials={initials()}
    />
  )
}

type StackProps = { people: readonly { id: number; name: string; note?: string }[]; most?: number; size?: "s" | "m" }

/** Several people in the room of two or three, and how many more there are. */
export function AvatarStack(props: StackProps) {
  const most = () => props.most ?? 4
  const shown = () => props.people.slice(0, props.people.length > most() ? most() - 1 : most())
  const more = () => props.people.slice(shown().length)
  const said = (person: { name: string; note?: string }) => [person.name, person.note].filter(Boolean).join(": ")
  return (
    <ul data-avatar-stack>
      <For each={shown()}>
        {(person) => (
          <li title={said(person)}>
            <Avatar name={person.name} size={props.size ?? "s"} />
          </li>
        )}
      </For>
      <Show when={more().length > 0}>
        <li>
          <span
            data-avatar={props.size ?? "s"}
            data-avatar-more
            role="img"
            aria-label={`${more().length} more: ${more().map(said).join(", ")}`}
            title={more().map(said).join("\n")}
          >
            +{more().length}
          </span>
        </li>
      </Show>
    </ul>
  )
}
