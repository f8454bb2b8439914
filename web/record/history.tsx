import { createMemo, createSignal, For, Match, onCleanup, Show, Switch } from "solid-js"
import type { FlowItem } from "../../shared/api/flow.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Chips } from "../ui/chips.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { ActivityItem } from "./activity-item.tsx"
import { mark } from "./acts.ts"
import { ChangeItem } from "./change-item.tsx"
import { sentencesOf } from "./changes.ts"
import { type FlowKind, useFlow } from "./children.ts"
import { useBones } from "./context.ts"
import { FileItem } from "./file-item.tsx"
import { NoteItem } from "./note-item.tsx"
import { WORD } from "./ref.ts"
import { localDay, showNearDay } from "./when.ts"

const CHIPS = [
  { value: "all", label: "All" },
  { value: "note", label: "Notes" },
  { value: "activity", label: "Activities" },
  { value: "file", label: "Files" },
  { value: "change", label: "Changelog" },
] as const
type Chip = (typeof CHIPS)[number]["value"]

const keyOf = (item: FlowItem) => `${item.type} ${item.type === "change" ? item.data.version : item.data.id}`

/** All that happened, the newest first, day by day. */
export function History(props: { currency: string }) {
  const bones = useBones()
  const [chip, setChip] = createSignal<Chip>("all")
  const kinds = createMemo((): FlowKind[] => [chip()].filter((one) => one !== "all"))
  const flow = useFlow(bones.ref, kinds)
  const sentences = (item: FlowItem) =>
    item.type === "change"
      ? sentencesOf(item.data, { setup: bones.setup(), kind: bones.ref().kind, currency: props.currency })
      : []
  const items = createMemo(() => {
    const all = settled(flow)?.pages.flatMap((page) => page.data) ?? []
    const told = all.filter((item) =>
      item.type === "change" ? sentences(item).length > 0 : item.type !== "activity" || item.data.done,
    )
    return new Map(told.map((item) => [keyOf(item), item]))
  })
  const days = createMemo(() => {
    const grouped = Map.groupBy(items().entries(), ([, item]) => localDay(new Date(item.time)))
    return new Map([...grouped].map(([on, entries]) => [on, entries.map(([key]) => key)]))
  })
  return (
    <section data-history aria-labelledby="history">
      <header data-history-head>
        <h2 id="history">History</h2>
        <Chips<Chip>
          label="What to show"
          single
          value={[chip()]}
          onValue={([one]) => one && setChip(one)}
          options={CHIPS}
        />
      </header>
      <Switch>
        <Match when={flow.isError && !flow.data}>
          <Failed error={flow.error} onRetry={() => void flow.refetch()} />
        </Match>
        <Match when={!flow.isSuccess}>
          <Skeleton height="3rem" />
          <Skeleton height="3rem" />
        </Match>
        <Match when={items().size === 0 && !flow.hasNextPage}>
          <p data-nothing>
            Nothing has happened here yet. Notes, calls, files and changes of this {WORD[bones.ref().kind]} will be
            listed.
          </p>
        </Match>
        <Match when={flow.isSuccess}>
          <For each={[...days().keys()]}>
            {(on) => (
              <section data-history-day aria-label={showNearDay(on)}>
                <h3>{showNearDay(on)}</h3>
                <ol data-items>
                  <For each={days().get(on)}>
                    {(key) => (
                      <Show when={items().get(key)}>
                        {(item) => (
                          <li>
                            <Entry item={item()} sentences={sentences(item())} />
                          </li>
                        )}
                      </Show>
                    )}
                  </For>
                </ol>
              </section>
            )}
          </For>
          <Show when={flow.hasNextPage}>
            <More busy={flow.isFetchingNextPage} onMore={() => void flow.fetchNextPage()} />
          </Show>
        </Match>
      </Switch>
    </section>
  )
}

function Entry(props: { item: FlowItem; sentences: ReturnType<typeof sentencesOf> }) {
  const bones = useBones()
  const of = <T extends FlowItem["type"]>(type: T) =>
    props.item.type === type ? (props.item as Extract<FlowItem, { type: T }>) : undefined
  return (
    <Switch>
      <Match when={of("note")}>{(item) => <NoteItem note={item().data} />}</Match>
      <Match when={of("activity")}>
        {(item) => (
          <ActivityItem activity={item().data} onMark={(done) => void mark(bones.ref(), { ...item().data }, done)} />
        )}
      </Match>
      <Match when={of("file")}>{(item) => <FileItem file={item().data} />}</Match>
      <Match when={of("change")}>
        {(item) => <ChangeItem change={item().data} sentences={props.sentences} time={item().time} />}
      </Match>
    </Switch>
  )
}

/** The next page when it comes into sight, or is asked for. */
function More(props: { busy: boolean; onMore: () => void }) {
  const watch = (element: HTMLElement) => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && !props.busy && props.onMore())
    observer.observe(element)
    onCleanup(() => observer.disconnect())
  }
  return (
    <div data-history-more ref={watch}>
      <Button busy={props.busy} onClick={() => props.onMore()}>
        Show earlier
      </Button>
    </div>
  )
}
