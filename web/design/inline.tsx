import { createSignal } from "solid-js"
import { DateField } from "../ui/date-field.tsx"
import { dayInWords } from "../ui/days.ts"
import { TextArea, TextField } from "../ui/field.tsx"
import { InlineEdit } from "../ui/inline-edit.tsx"
import { Specimen } from "./specimen.tsx"

export function Inline() {
  return (
    <>
      <Specimen title="A line, a text, nothing yet">
        <Lines />
      </Specimen>
      <Specimen title="A day; refused; someone else; locked">
        <Others />
      </Specimen>
    </>
  )
}

function Lines() {
  const [title, setTitle] = createSignal("Harbour cranes")
  const [draft, setDraft] = createSignal("")
  const [about, setAbout] = createSignal("Two cranes for the east quay, delivered in spring.")
  const [words, setWords] = createSignal("")
  const [site, setSite] = createSignal("")
  const [typed, setTyped] = createSignal("")
  return (
    <dl data-facts>
      <dt>Title</dt>
      <dd>
        <InlineEdit
          label="Title"
          shown={title()}
          onStart={() => setDraft(title())}
          onSave={() => void setTitle(draft())}
          editor={() => <TextField label="Title" quietLabel value={draft()} onValue={setDraft} />}
        />
      </dd>
      <dt>About</dt>
      <dd>
        <InlineEdit
          label="About"
          shown={about()}
          onStart={() => setWords(about())}
          onSave={() => void setAbout(words())}
          editor={() => <TextArea label="About" quietLabel value={words()} onValue={setWords} />}
        />
      </dd>
      <dt>Web site</dt>
      <dd>
        <InlineEdit
          label="Web site"
          shown={site()}
          empty={site() === ""}
          onStart={() => setTyped(site())}
          onSave={() => void setSite(typed())}
          editor={() => <TextField label="Web site" quietLabel value={typed()} onValue={setTyped} />}
        />
      </dd>
    </dl>
  )
}

function Others() {
  const [day, setDay] = createSignal("2026-02-27")
  const [picked, setPicked] = createSignal("")
  const [name, setName] = createSignal("Northern Docks")
  const [typed, setTyped] = createSignal("")
  return (
    <dl data-facts>
      <dt>Close day</dt>
      <dd>
        <InlineEdit
          label="Close day"
          shown={dayInWords(day(), { day: "numeric", month: "short", year: "numeric" })}
          onStart={() => setPicked(day())}
          onSave={() => void setDay(picked())}
          editor={(edit) => (
            <DateField label="Close day" quietLabel value={picked()} onValue={setPicked} onCommit={edit.done} />
          )}
        />
      </dd>
      <dt>Organization</dt>
      <dd>
        <InlineEdit
          label="Organization"
          shown={name()}
          note="Ada is editing this"
          onStart={() => setTyped(name())}
          onSave={async () => {
            if (typed().trim() === "") throw new Error("An organization has a name")
            setName(typed())
          }}
          editor={() => <TextField label="Organization" quietLabel value={typed()} onValue={setTyped} />}
        />
      </dd>
      <dt>Created</dt>
      <dd>
        <InlineEdit label="Created" shown="Nov 28, 2025" disabled onSave={() => undefined} editor={() => null} />
      </dd>
    </dl>
  )
}
