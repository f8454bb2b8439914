import { useNavigate, useParams, useSearchParams } from "@solidjs/router"
import { createMemo, createSignal, For, Match, onCleanup, Show, Switch } from "solid-js"
import { settled, useSetup } from "../app/queries.ts"
import { quickAdd } from "../quick-add/open.ts"
import { Button } from "../ui/button.tsx"
import { TextField } from "../ui/field.tsx"
import { IconContacts, IconOrganization, IconPerson, IconPlus } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { Tabs } from "../ui/tabs.tsx"
import { VirtualList } from "../ui/virtual.tsx"
import { ContactLine } from "./line.tsx"
import { type Kind, useContacts } from "./queries.ts"
import "./contacts.css"

const TABS = [
  { value: "people", label: "People", icon: IconPerson },
  { value: "organizations", label: "Organizations", icon: IconOrganization },
] as const
const HEADS = {
  people: ["Name", "Organization", "E-mail", "Phone", "Open deals", "Next activity", "Owner"],
  organizations: ["Name", "Address", "Open deals", "Next activity", "Owner"],
} as const
/** Pixels of each line that was seen. */
const HEIGHTS = { people: new Map<string | number, number>(), organizations: new Map<string | number, number>() }
/** Milliseconds of quiet after which what was typed is looked for. */
const QUIET = 150

/** Everyone and every organization the team knows, by name. */
export function ContactsPage() {
  const params = useParams()
  const navigate = useNavigate()
  const kind = (): Kind => (params.kind === "organizations" ? "organizations" : "people")
  const [search, setSearch] = useSearchParams<{ search?: string }>()
  const term = () => search.search ?? ""
  const [typed, setTyped] = createSignal(term())
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer)
    timer = setTimeout(() => setSearch({ search: text.trim() || undefined }, { replace: true }), QUIET)
  }
  return (
    <div data-contacts>
      <header data-contacts-head>
        <h1>Contacts</h1>
        <TextField
          label="Search contacts"
          quietLabel
          type="search"
          placeholder={`Search ${kind()}…`}
          value={typed()}
          onValue={type}
        />
        <Button
          kind="primary"
          icon={<IconPlus />}
          onClick={() => quickAdd(kind() === "people" ? "person" : "organization")}
        >
          {kind() === "people" ? "Person" : "Organization"}
        </Button>
      </header>
      <Tabs<Kind>
        label="Contacts"
        value={kind()}
        onValue={(next) => navigate(`/contacts/${next}${location.search}`)}
        tabs={TABS}
      >
        <Lines kind={kind()} term={term()} />
      </Tabs>
    </div>
  )
}

function Lines(props: { kind: Kind; term: string }) {
  const setup = useSetup()
  const contacts = useContacts(
    () => props.kind,
    () => props.term,
  )
  const [scroll, setScroll] = createSignal<HTMLElement>()
  const lines = createMemo(
    () => new Map((settled(contacts)?.pages ?? []).flatMap((page) => page.data.map((one) => [one.id, one]))),
  )
  const ids = createMemo(() => [...lines().keys()])
  const owner = (id: number) => settled(setup)?.users.find((user) => user.id === id)?.name ?? ""
  const more = () => contacts.hasNextPage && !contacts.isFetchingNextPage && void contacts.fetchNextPage()
  return (
    <div data-lines={props.kind} data-scroll={props.kind} ref={setScroll}>
      <div data-contact={props.kind} data-heads aria-hidden="true">
        <For each={HEADS[props.kind]}>{(head) => <span data-cell={head}>{head}</span>}</For>
      </div>
      <Switch>
        <Match when={contacts.isError && !contacts.data}>
          <Failed error={contacts.error} onRetry={() => void contacts.refetch()} />
        </Match>
        <Match when={!contacts.isSuccess}>
          <For each={Array.from({ length: 12 })}>
            {() => (
              <div data-line-waiting>
                <Skeleton height="1.25rem" />
              </div>
            )}
          </For>
        </Match>
        <Match when={ids().length === 0 && !contacts.hasNextPage}>
          <Nobody kind={props.kind} term={props.term} />
        </Match>
        <Match when={contacts.isSuccess}>
          <VirtualList
            items={ids()}
            estimate={44}
            heights={HEIGHTS[props.kind]}
            keyOf={(id) => id}
            scroll={scroll}
            onEnd={more}
          >
            {(id) => (
              <Show when={lines().get(id)}>
                {(line) => <ContactLine kind={props.kind} line={line()} owner={owner(line().owner_id)} />}
              </Show>
            )}
          </VirtualList>
        </Match>
      </Switch>
    </div>
  )
}

function Nobody(props: { kind: Kind; term: string }) {
  const word = () => (props.kind === "people" ? "person" : "organization")
  return (
    <Show
      when={props.term === ""}
      fallback={<Empty title="Nothing found" text={`No ${word()} has “${props.term}” in its name, e-mail or phone.`} />}
    >
      <Empty
        icon={<IconContacts />}
        title={props.kind === "people" ? "Nobody here yet" : "No organizations yet"}
        text="Contacts come with the deals you add, with an import, or one by one."
      >
        <Button kind="primary" onClick={() => quickAdd(props.kind === "people" ? "person" : "organization")}>
          Add {props.kind === "people" ? "a person" : "an organization"}
        </Button>
      </Empty>
    </Show>
  )
}
