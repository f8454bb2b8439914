import { For } from "solid-js"
import { Avatar, AvatarStack } from "../ui/avatar.tsx"
import { Badge } from "../ui/badge.tsx"
import { IconAlert, IconCheck, IconClock } from "../ui/icons.ts"
import { Keys } from "../ui/keys.tsx"
import { TONES } from "../ui/tone.ts"
import { PEOPLE } from "./people.ts"
import { Specimen } from "./specimen.tsx"

export function Signs() {
  return (
    <>
      <Specimen title="Badge">
        <For each={TONES}>{(tone) => <Badge tone={tone}>{tone}</Badge>}</For>
      </Specimen>
      <Specimen title="Badge with a dot">
        <For each={TONES}>
          {(tone) => (
            <Badge tone={tone} dot>
              {tone}
            </Badge>
          )}
        </For>
      </Specimen>
      <Specimen title="Status: a shape and a word, not colour alone">
        <Badge tone="green">
          <IconCheck /> Won
        </Badge>
        <Badge tone="red">
          <IconAlert /> Overdue
        </Badge>
        <Badge tone="grey">
          <IconClock /> Later
        </Badge>
      </Specimen>
      <Specimen title="Avatars">
        <For each={PEOPLE.slice(0, 5)}>{(person) => <Avatar name={person.name} />}</For>
        <For each={PEOPLE.slice(0, 5)}>{(person) => <Avatar name={person.name} size="s" />}</For>
      </Specimen>
      <Specimen title="Avatars, stacked">
        <AvatarStack people={PEOPLE.slice(0, 3)} />
        <AvatarStack people={PEOPLE} size="m" />
      </Specimen>
      <Specimen title="Keys">
        <Keys keys="Ctrl K" />
        <Keys keys="g b" />
        <Keys keys="?" />
      </Specimen>
    </>
  )
}
