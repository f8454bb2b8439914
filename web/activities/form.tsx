import { createEffect, createMemo, createSignal, on, Show, Suspense } from "solid-js"
import { ACTIVITY_PRIORITIES } from "../../shared/activity-type.ts"
import type { ActivityAnswer, Scope } from "../../shared/api/activities.ts"
import { call } from "../app/client.ts"
import { createForm } from "../app/form.ts"
import { changing } from "../app/own-changes.ts"
import { typeChoices, typeName } from "../record/activity-types.ts"
import { OutcomeField } from "../record/outcome-field.tsx"
import { TemplateField } from "../record/template-field.tsx"
import { Repeat } from "../repeat/lazy.ts"
import { ScopeChoice } from "../repeat/scope-choice.tsx"
import { Chips } from "../ui/chips.tsx"
import { Check } from "../ui/choice.tsx"
import { DateField } from "../ui/date-field.tsx"
import { SelectField, TextField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { RichText } from "../ui/rich-text.tsx"
import { Switch } from "../ui/switch.tsx"
import { TimeField } from "../ui/time-field.tsx"
import { useClocks } from "./desk.ts"
import { type ActivityDraft, bodyOf, changeOf, draftOf, newDraft } from "./draft.ts"
import { LinkFields } from "./link-fields.tsx"
import { again, put } from "./queries.ts"
import { LENGTHS, lengthText } from "./words.ts"
import "./form.css"

type Props = {
  initial: Partial<ActivityDraft>
  /** The one to change; without it one is added. */
  activity?: ActivityAnswer
  onSaved: (activity: ActivityAnswer) => void
  onCancel?: () => void
  /** Hears whether something is written that is not saved. */
  onDirty?: (dirty: boolean) => void
}

const PRIORITIES = [
  { value: "", label: "None" },
  ...ACTIVITY_PRIORITIES.map(({ id, name }) => ({ value: String(id), label: name })),
]

/** Adds an activity, or changes one. */
export function ActivityForm(props: Props) {
  const { setup, clocks, today } = useClocks()
  const known = props.activity
  const begin = () =>
    known === undefined ? newDraft(today(), props.initial) : { ...draftOf(known, clocks()), ...props.initial }
  const [base, setBase] = createSignal(begin())
  const [draft, setDraft] = createSignal(base())
  const form = createForm()
  const [scope, setScope] = createSignal<Scope>("this")
  // the zone of who is signed in may come later than the form
  createEffect(
    on(
      clocks,
      () => {
        if (!dirty()) setDraft(setBase(begin()))
      },
      { defer: true },
    ),
  )
  const dirty = createMemo(() => JSON.stringify(draft()) !== JSON.stringify(base()))
  createEffect(() => props.onDirty?.(dirty()))
  const set = (part: Partial<ActivityDraft>) => setDraft((before) => ({ ...before, ...part }))
  const save = () => form.run(async () => props.onSaved(await saved(known, scope(), base(), draft(), clocks())))
  const fault = (...names: string[]) => names.map((name) => form.fields()[name]).find((text) => text !== undefined)
  const users = () => (setup()?.users ?? []).filter((user) => user.active_flag || user.id === draft().owner)
  return (
    <Form
      onSubmit={form.submit(save)}
      problem={form.problem() ?? fault("type")}
      busy={form.busy()}
      action={known === undefined ? "Add activity" : "Save"}
      {...(props.onCancel !== undefined && { onCancel: props.onCancel })}
    >
      <Show when={known === undefined}>
        <TemplateField draft={draft()} today={today()} onFill={set} />
      </Show>
      <Chips
        label="Type"
        single
        value={[draft().type]}
        onValue={([type]) => type !== undefined && set({ type })}
        options={typeChoices(setup(), draft().type)}
      />
      <TextField
        label="Subject"
        placeholder={typeName(draft().type)}
        maxlength="255"
        value={draft().subject}
        onValue={(subject) => set({ subject })}
        error={fault("subject")}
      />
      <div data-activity-when>
        <DateField
          label="Date"
          value={draft().day}
          onValue={(day) => set({ day: day || today() })}
          error={fault("due_date")}
        />
        <TimeField label="Time" value={draft().time} onValue={(time) => set({ time })} error={fault("due_time")} />
        <SelectField
          label="Duration"
          value={draft().duration}
          onValue={(duration) => set({ duration })}
          error={fault("duration")}
          options={lengths(draft().duration)}
        />
      </div>
      <Suspense>
        <Repeat
          value={draft().rule}
          onValue={(rule) => set({ rule })}
          day={draft().day}
          error={fault("rec_rule", "rec_rule_extension")}
        />
      </Suspense>
      <div data-activity-pair>
        <SelectField
          label="Priority"
          value={draft().priority}
          onValue={(priority) => set({ priority })}
          error={fault("priority")}
          options={PRIORITIES}
        />
        <SelectField
          label="Owner"
          value={String(draft().owner ?? setup()?.me.id ?? "")}
          onValue={(owner) => set({ owner: Number(owner) })}
          error={fault("owner_id")}
          options={users().map((user) => ({ value: String(user.id), label: user.name }))}
        />
      </div>
      <LinkFields draft={draft()} set={set} fault={fault} />
      <TextField
        label="Location"
        value={draft().location}
        onValue={(location) => set({ location })}
        error={fault("location", "location.value")}
        maxlength="1000"
      />
      <RichText label="Note" value={draft().note} onValue={(note) => set({ note })} placeholder="Note" />
      <Switch
        label="Busy"
        hint="Others see the time as taken."
        checked={draft().busy}
        onChecked={(busy) => set({ busy })}
      />
      <Check label="Done" checked={draft().done} onChecked={(done) => set({ done })} />
      <Show when={draft().done}>
        <OutcomeField
          setup={setup()}
          type={draft().type}
          value={draft().outcome}
          onValue={(outcome) => set({ outcome })}
          error={fault("outcome")}
        />
      </Show>
      <Show when={base().rule !== "" && base().rule === draft().rule}>
        <ScopeChoice value={scope()} onValue={setScope} />
      </Show>
    </Form>
  )
}

function lengths(current: string) {
  const all = current === "" || LENGTHS.some((one) => one === current) ? [...LENGTHS] : [...LENGTHS, current].sort()
  return [{ value: "", label: "None" }, ...all.map((value) => ({ value, label: lengthText(value) }))]
}

async function saved(
  known: ActivityAnswer | undefined,
  chosen: Scope,
  base: ActivityDraft,
  draft: ActivityDraft,
  clocks: Parameters<typeof bodyOf>[1],
): Promise<ActivityAnswer> {
  if (known === undefined) {
    const made = await call("POST /api/v2/activities", { body: bodyOf(draft, clocks) })
    put(made)
    if (made.rec_rule !== null) again()
    return made
  }
  const body = changeOf(base, draft, clocks)
  if (body === undefined) return known
  const params = { id: known.id }
  // a rule is the whole series': another one is for all that follow
  const scope = base.rule !== "" && base.rule !== draft.rule ? "following" : chosen
  const after = await changing("activity", known.id, () =>
    call("PATCH /api/v2/activities/{id}", { params, query: { scope }, body }),
  )
  put(after)
  if (scope === "following" || base.rule !== draft.rule) again()
  return after
}
