import { useInfiniteQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { AuditLine } from "../../shared/api/audit.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { noExport } from "../app/exporting.ts"
import { Button } from "../ui/button.tsx"
import { today } from "../ui/days.ts"
import { download } from "../ui/download.ts"
import { IconDownload } from "../ui/icons.ts"
import { Failed, Skeleton } from "../ui/state.tsx"
import { toast } from "../ui/toast.tsx"
import { AuditFilters } from "./audit-filters.tsx"
import { auditFile, auditPage, EVERYTHING, type Narrowed } from "./audit-queries.ts"
import { changeText, sentence, whence } from "./audit-words.ts"
import { Section } from "./section.tsx"

/** Who changed what, when and from where. */
export function Audit(props: { setup: Setup }) {
  const [narrowed, setNarrowed] = createSignal<Narrowed>(EVERYTHING)
  const [exporting, setExporting] = createSignal(false)
  const pages = useInfiniteQuery(() => ({
    queryKey: ["audit", narrowed()],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => auditPage(narrowed(), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
    staleTime: 0,
  }))
  const lines = () => (pages.isSuccess ? pages.data.pages.flatMap(({ data }) => data) : undefined)
  const off = () => noExport(props.setup)
  const save = async () => {
    setExporting(true)
    try {
      download(await auditFile(narrowed()), "text/csv", `audit-log-${today()}.csv`)
    } catch (error) {
      toast(error instanceof Error ? error.message : "The log was not exported", { kind: "error" })
    } finally {
      setExporting(false)
    }
  }
  return (
    <Section
      title="Audit log"
      text="Every change of this workspace, every sign-in and what was exported, the newest first."
      add={
        <Button
          icon={<IconDownload />}
          busy={exporting()}
          disabled={off() !== undefined}
          title={off()}
          onClick={() => void save()}
        >
          Export CSV
        </Button>
      }
    >
      <AuditFilters users={props.setup.users} value={narrowed()} onValue={setNarrowed} />
      <Show when={!pages.isError} fallback={<Failed error={pages.error} onRetry={() => void pages.refetch()} />}>
        <ul data-panel data-rows aria-label="Changes" aria-busy={pages.isFetching}>
          <Show
            when={lines()}
            fallback={
              <li data-row aria-hidden="true">
                <Skeleton width="20rem" />
              </li>
            }
          >
            {(found) => (
              <For
                each={found()}
                fallback={<li data-none>{pages.hasNextPage ? "Nothing lately." : "Nothing that fits."}</li>}
              >
                {(line) => <Line line={line} />}
              </For>
            )}
          </Show>
        </ul>
        <Show when={pages.hasNextPage}>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Look further back
          </Button>
        </Show>
      </Show>
    </Section>
  )
}

function Line(props: { line: AuditLine }) {
  return (
    <li data-row>
      <div data-row-main>
        <strong>{sentence(props.line)}</strong>
        <For each={props.line.changes}>
          {(change) => <span data-audit-change>{changeText(change, props.line.action !== "changed")}</span>}
        </For>
        <small class="num">{whence(props.line)}</small>
      </div>
    </li>
  )
}
