import { createSignal } from "solid-js"
import { Chips } from "../ui/chips.tsx"
import { IconActivities, IconMail, IconPhone } from "../ui/icons.ts"
import { Tabs } from "../ui/tabs.tsx"
import { VirtualList } from "../ui/virtual.tsx"
import { Specimen } from "./specimen.tsx"

export function Rows() {
  return (
    <>
      <Specimen title="Tabs">
        <Tabbed />
      </Specimen>
      <Specimen title="Chips">
        <Narrowed />
      </Specimen>
      <Specimen title="Ten thousand rows">
        <Long />
      </Specimen>
    </>
  )
}

function Tabbed() {
  const [tab, setTab] = createSignal<"activity" | "call" | "mail">("activity")
  return (
    <Tabs
      label="What to add"
      value={tab()}
      onValue={setTab}
      tabs={[
        { value: "activity", label: "Activity", icon: IconActivities, count: 3 },
        { value: "call", label: "Call", icon: IconPhone },
        { value: "mail", label: "Mail", icon: IconMail },
      ]}
    >
      <p>Here is what belongs to “{tab()}”.</p>
    </Tabs>
  )
}

function Narrowed() {
  const [kinds, setKinds] = createSignal<("notes" | "activities" | "files")[]>(["notes"])
  const [due, setDue] = createSignal<"todo" | "overdue" | "today">("todo")
  return (
    <div data-stack>
      <Chips
        label="Kinds"
        value={kinds()}
        onValue={setKinds}
        options={[
          { value: "notes", label: "Notes", count: 4 },
          { value: "activities", label: "Activities", count: 12, icon: IconActivities },
          { value: "files", label: "Files", count: 0 },
        ]}
      />
      <Chips
        label="Due"
        single
        value={[due()]}
        onValue={([one]) => one !== undefined && setDue(one)}
        options={[
          { value: "todo", label: "To do" },
          { value: "overdue", label: "Overdue" },
          { value: "today", label: "Today" },
        ]}
      />
    </div>
  )
}

const NUMBERS = Array.from({ length: 10_000 }, (_, i) => i + 1)

function Long() {
  const [box, setBox] = createSignal<HTMLElement>()
  return (
    <section data-design-list ref={setBox} aria-label="Deals" tabindex="0">
      <VirtualList items={NUMBERS} estimate={36} keyOf={(number) => number} scroll={box}>
        {(number) => (
          <div data-design-row>
            Deal {number}
            {number % 7 === 0 ? <small>A row that is taller, and is measured</small> : undefined}
          </div>
        )}
      </VirtualList>
    </section>
  )
}
