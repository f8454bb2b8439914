import { createMemo, Show } from "solid-js"
import type { Column } from "../../shared/import.ts"
import { allowed } from "../settings/queries.ts"
import { Choices } from "../ui/choice.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { strangerAs, strangersIn } from "./choices.ts"
import type { Draft } from "./draft.ts"
import type { MappingForm } from "./mapping.ts"
import { ValuesPanel } from "./values.tsx"
import { numberText } from "./words.ts"

type Others = Draft["others"]
type Props = { column: Column; form: MappingForm }

const KINDS: Record<string, Others> = { new: "new_user", me: "importer", skip: "skip" }

/** Who the owners in the file are, and what to do about those who are nobody here. */
export function OwnersPanel(props: Props) {
  const { form } = props
  const strangers = createMemo(() => strangersIn(form.draft, form.means()))
  const isStranger = (value: string) => strangers().includes(value)
  const more = () => props.column.distinct.more
  const text = () => {
    const count = strangers().length
    if (count === 0) return "All of them were found among the people here."
    return count === 1 ? "One of them is nobody here yet." : `${numberText(count)} of them are nobody here yet.`
  }
  const setOthers = (others: Others) => {
    form.set("others", others)
    for (const value of strangers()) form.choose("owners", value, strangerAs(others, value))
  }
  /** What is done about all of them; nothing in particular when they differ. */
  const common = (): Others | "" => {
    const kinds = new Set(strangers().map((value) => KINDS[form.choice("owners", value).to]))
    const [first] = kinds
    return more() ? form.draft.others : kinds.size === 1 && first !== undefined ? first : ""
  }
  return (
    <ValuesPanel
      title="Owners"
      text={text()}
      column={props.column}
      open={form.hasFaults("owners")}
      above={
        <Show when={strangers().length > 0 || more()}>
          <Choices
            label={more() ? "Those who are nobody here, also beyond the values below" : "Those who are nobody here"}
            value={common()}
            options={strangerOptions(form)}
            onValue={(value) => value !== "" && setOthers(value)}
          />
        </Show>
      }
    >
      {(value) => (
        <Owner form={form} value={value} skips={isStranger(value) && (!more() || form.draft.others === "skip")} />
      )}
    </ValuesPanel>
  )
}

function strangerOptions(form: MappingForm): { value: Others | ""; label: string }[] {
  const adds = allowed(form.setup(), "users.edit")
  return [
    ...(adds ? [{ value: "new_user" as const, label: "Become new users" }] : []),
    { value: "importer", label: `Their deals go to ${importerName(form)}` },
    { value: "skip", label: "Skip their rows" },
  ]
}

/** Whoever started the import, as whoever looks at it calls them. */
function importerName({ setup, job }: MappingForm): string {
  if (setup().me.id === job.user_id) return "me"
  return setup().users.find((user) => user.id === job.user_id)?.name ?? "who imports"
}

function Owner(props: { form: MappingForm; value: string; skips: boolean }) {
  const { form } = props
  const choice = () => form.choice("owners", props.value)
  const set = (part: Partial<ReturnType<typeof choice>>) => form.choose("owners", props.value, part)
  const fault = () => form.fault(`owners.${props.value}`)
  const ofEmail = () => form.fault(`owners.${props.value}.new_user.email`)
  const isNew = () => choice().to === "new"
  const me = () => importerName(form)
  const options = () => [
    ...(allowed(form.setup(), "users.edit") ? [{ value: "new", label: "New user…" }] : []),
    ...(props.skips ? [{ value: "skip", label: "Skip the rows" }] : []),
    {
      group: "People here",
      options: [
        { value: "me", label: me() === "me" ? `${form.setup().me.name} (me)` : me() },
        ...form
          .setup()
          .users.filter((user) => user.id !== form.job.user_id)
          .map((user) => ({ value: `id:${user.id}`, label: user.name })),
      ],
    },
  ]
  return (
    <>
      <SelectField
        label={`Owner for ${props.value}`}
        quietLabel
        value={choice().to}
        options={options()}
        error={isNew() ? undefined : fault()}
        onValue={(to) => set({ to })}
      />
      <Show when={isNew()}>
        <TextField
          label={`Name of the new user for ${props.value}`}
          quietLabel
          placeholder="Name"
          value={choice().name}
          error={ofEmail() === undefined ? fault() : undefined}
          maxlength="120"
          onValue={(name) => set({ name })}
        />
        <TextField
          label={`E-mail of the new user for ${props.value}`}
          quietLabel
          type="email"
          placeholder="E-mail, to invite them"
          autocomplete="off"
          value={choice().email}
          error={ofEmail()}
          maxlength="254"
          onValue={(email) => set({ email })}
        />
      </Show>
    </>
  )
}
