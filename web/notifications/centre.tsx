import { useNavigate } from "@solidjs/router"
import { createMemo, For, Match, Show, Switch } from "solid-js"
import type { NotificationAnswer } from "../../shared/api/notifications.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { close } from "../app/overlay.ts"
import { settled, useSetup } from "../app/queries.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Drawer } from "../ui/drawer.tsx"
import { IconBell, IconCheck } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { markSeen, useNotifications } from "./queries.ts"
import { agoOf, hrefOf, subjectOf, wordsOf } from "./words.ts"
import "./centre.css"

/** What happened that concerns you, the newest first. */
export function Centre() {
  const setup = useSetup()
  const query = useNotifications()
  const all = createMemo(() => (query.isSuccess ? query.data.pages.flatMap((page) => page.data) : []))
  const hasUnseen = () => all().some((one) => !one.seen)
  return (
    <Drawer open={true} onOpen={close} title="Notifications">
      <Switch>
        <Match when={query.isError}>
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        </Match>
        <Match when={query.isPending}>
          <div data-notices-wait>
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
          </div>
        </Match>
        <Match when={all().length === 0}>
          <Empty
            icon={<IconBell />}
            title="Nothing new"
            text="You are told here when somebody mentions you, gives you a deal, or wins one that you follow."
          />
        </Match>
        <Match when={true}>
          <Show when={hasUnseen()}>
            <div data-notices-acts>
              <Button kind="quiet" size="s" icon={<IconCheck />} onClick={() => void markSeen({ all: true })}>
                Mark all as read
              </Button>
            </div>
          </Show>
          <ul data-notices>
            <For each={all()}>{(one) => <Notice notice={one} setup={settled(setup)} />}</For>
          </ul>
          <Show when={query.hasNextPage}>
            <Button kind="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Older ones
            </Button>
          </Show>
        </Match>
      </Switch>
    </Drawer>
  )
}

function Notice(props: { notice: NotificationAnswer; setup: Setup | undefined }) {
  const navigate = useNavigate()
  const who = () => props.setup?.users.find((user) => user.id === props.notice.by_user_id)?.name ?? "Somebody"
  const see = () => {
    if (!props.notice.seen) void markSeen({ ids: [props.notice.id] })
  }
  return (
    <li data-notice data-new={props.notice.seen ? undefined : ""}>
      <a
        href={hrefOf(props.notice)}
        onClick={(event) => {
          see()
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          close()
          navigate(hrefOf(props.notice))
        }}
      >
        <Avatar name={who()} />
        <span data-notice-text>
          <span>
            <Show when={!props.notice.seen}>
              <span class="sr-only">New: </span>
            </Show>
            <b>{who()}</b> {wordsOf(props.notice)} <b>{subjectOf(props.notice)}</b>
          </span>
          <Show when={props.notice.excerpt}>{(text) => <q>{text()}</q>}</Show>
          <small>{agoOf(props.notice.time)}</small>
        </span>
      </a>
      <Show when={!props.notice.seen}>
        <Button
          kind="quiet"
          size="s"
          aria-label={`Mark ${subjectOf(props.notice)} as read`}
          icon={<IconCheck />}
          onClick={see}
        />
      </Show>
    </li>
  )
}
