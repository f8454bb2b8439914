import { createMemo, createSignal, type JSX, onCleanup, Show, Suspense } from "solid-js"
import type { Setup } from "../../shared/api/workspaces.ts"
import { later } from "../app/later.tsx"
import { usePresence } from "../app/presence.ts"
import { AvatarStack } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { IconPlus } from "../ui/icons.ts"
import { followChildren } from "./children.ts"
import { type Bones, BonesContext, type Named, useBones } from "./context.ts"
import { createDoing } from "./doing.tsx"
import { Focus } from "./focus.tsx"
import { History } from "./history.tsx"
import { createNarrow } from "./narrow.ts"
import { isSame, placeOf, type Ref } from "./ref.ts"
import "./record.css"
import "./items.css"
import "./composer.css"

const Composer = later(() => import("./composer.tsx").then((part) => part.Composer))

type Props = {
  record: Ref
  name: string
  setup: Setup | undefined
  links: ReturnType<Bones["links"]>
  contact: Named | undefined
  changedBy: number | undefined
  currency: string
  head: JSX.Element
  aside: JSX.Element
  /** Between what is added and what happened. */
  main?: JSX.Element
}

/** The bones of a record's page: its head, its fields beside, and what is planned and happened. */
export function RecordLayout(props: Props) {
  const [field, setField] = createSignal<string>()
  // it stays the same while what is known of the record changes: all that listens hangs on it
  const ref = createMemo(() => ({ kind: props.record.kind, id: props.record.id }), undefined, { equals: isSame })
  const here = usePresence(
    createMemo(() => placeOf(ref())),
    field,
  )
  const userName = (id: number) => props.setup?.users.find((user) => user.id === id)?.name ?? ""
  const { Over, ...doing } = createDoing(ref)
  const bones: Bones = {
    ...doing,
    ref,
    setup: () => props.setup,
    userName,
    links: () => props.links,
    contact: () => props.contact,
    editorsOf: (name) => here().flatMap((one) => (one.what === name ? userName(one.userId) : [])),
    editing: setField,
    changedBy: () => userName(props.changedBy ?? 0) || "Somebody",
  }
  return (
    <BonesContext.Provider value={bones}>
      <Page {...props} here={here()} />
      <Over />
    </BonesContext.Provider>
  )
}

type Present = { userId: number; what?: string | undefined }

function Page(props: Props & { here: readonly Present[] }) {
  const bones = useBones()
  const narrow = createNarrow()
  followChildren(bones.ref)
  return (
    <article data-record={props.record.kind} aria-label={props.name}>
      <header data-record-head>
        {props.head}
        <Here here={props.here} />
      </header>
      <div data-record-body>
        <div data-record-aside>{props.aside}</div>
        <div data-record-main>
          <Show when={!narrow()}>
            <Suspense fallback={<div data-composer data-waiting />}>
              <Composer />
            </Suspense>
          </Show>
          {props.main}
          <Focus />
          <History currency={props.currency} />
        </div>
      </div>
      <Show when={narrow()}>
        <AddButton />
      </Show>
    </article>
  )
}

/** The others who look at this record at this moment. */
function Here(props: { here: readonly Present[] }) {
  const bones = useBones()
  const people = () =>
    props.here.map((one) => ({
      id: one.userId,
      name: bones.userName(one.userId),
      note: one.what === undefined ? "is here" : "is editing",
    }))
  return (
    <Show when={people().length > 0}>
      <section data-here aria-label="Also here">
        <AvatarStack people={people()} size="s" />
      </section>
    </Show>
  )
}

/** On a phone what can be added comes up from below. */
function AddButton() {
  const [open, setOpen] = createSignal(false)
  onCleanup(() => setOpen(false))
  return (
    <div data-add-place>
      <Button
        kind="primary"
        class="add"
        icon={<IconPlus />}
        aria-label="Add an activity, a note or a file"
        onClick={() => setOpen(true)}
      />
      <Drawer open={open()} onOpen={setOpen} title="Add">
        <Suspense>
          <Composer open onEnd={() => setOpen(false)} />
        </Suspense>
      </Drawer>
    </div>
  )
}
