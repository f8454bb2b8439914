import { createSignal, Show } from "solid-js"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { DateField } from "../ui/date-field.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { HoverCard } from "../ui/hover-card.tsx"
import { Popover } from "../ui/popover.tsx"
import { toast } from "../ui/toast.tsx"
import { PEOPLE, type Someone } from "./people.ts"
import { Specimen } from "./specimen.tsx"

export function Layers() {
  return (
    <>
      <Specimen title="Dialog, drawer, question">
        <InDialog />
        <InDrawer />
        <Asked />
      </Specimen>
      <Specimen title="Popover and hover card">
        <Popover label="Next activity" kind="plain" trigger="Next activity">
          <p>Call Ada Lovelace, tomorrow at 9:30.</p>
        </Popover>
        <p>
          With{" "}
          <HoverCard href="#layers" trigger="Ada Lovelace">
            <div data-design-card>
              <Avatar name="Ada Lovelace" />
              <div>
                <b>Ada Lovelace</b>
                <p>Northern Docks · 3 open deals</p>
              </div>
            </div>
          </HoverCard>{" "}
          since March
        </p>
      </Specimen>
      <Specimen title="Messages">
        <Button onClick={() => toast("Harbour cranes moved to Proposal made", { undo: () => toast("Moved back") })}>
          With a way back
        </Button>
        <Button onClick={() => toast("Turbine was added", { link: { label: "Open", href: "#layers" } })}>
          With a link
        </Button>
        <Button onClick={() => toast("Harbour cranes was not moved: no connection", { kind: "error" })}>
          An error
        </Button>
      </Specimen>
    </>
  )
}

function InDialog() {
  const [open, setOpen] = createSignal(false)
  const [title, setTitle] = createSignal("")
  const [day, setDay] = createSignal("")
  const [owner, setOwner] = createSignal<Someone | null>(null)
  const [problem, setProblem] = createSignal<string>()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setProblem(title().trim() === "" ? "A deal has a title" : undefined)
    if (problem() === undefined) setOpen(false)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      <Dialog open={open()} onOpen={setOpen} title="New deal">
        <Form onSubmit={submit} problem={problem()} busy={false} action="Add deal" onCancel={() => setOpen(false)}>
          <TextField label="Deal title" value={title()} onValue={setTitle} />
          <Combobox
            label="Deal owner"
            value={owner()}
            onValue={setOwner}
            options={PEOPLE}
            keyOf={(person) => String(person.id)}
            labelOf={(person) => person.name}
          />
          <DateField label="Close day" value={day()} onValue={setDay} />
        </Form>
      </Dialog>
    </>
  )
}

function InDrawer() {
  const [open, setOpen] = createSignal(false)
  const [reason, setReason] = createSignal("")
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open a drawer</Button>
      <Drawer
        open={open()}
        onOpen={setOpen}
        title="Edit 12 deals"
        foot={
          <>
            <Button kind="primary" onClick={() => setOpen(false)}>
              Change 12 deals
            </Button>
            <Button kind="quiet" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </>
        }
      >
        <p>What is left empty stays as it is.</p>
        <TextField label="Lost reason" value={reason()} onValue={setReason} />
      </Drawer>
    </>
  )
}

function Asked() {
  const [open, setOpen] = createSignal(false)
  const [gone, setGone] = createSignal(false)
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        Delete…
      </Button>
      <Show when={gone()}>
        <p data-said>Deleted</p>
      </Show>
      <Confirm
        open={open()}
        onOpen={setOpen}
        title="Delete this stage?"
        text="Its 12 deals move to Contact made."
        action="Delete the stage"
        onConfirm={async () => void setGone(true)}
      />
    </>
  )
}
