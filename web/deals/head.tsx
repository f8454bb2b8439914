import { A, useNavigate } from "@solidjs/router"
import { createSignal, Show, Suspense } from "solid-js"
import type { DealChange } from "../../shared/api/deal-body.ts"
import type { DealDetail } from "../../shared/api/deals.ts"
import { laterOver } from "../app/later.tsx"
import { granted } from "../board/rights.ts"
import { money } from "../fields/words.ts"
import { useBones } from "../record/context.ts"
import { FollowButton } from "../record/follow.tsx"
import { contactOf } from "../record/hidden.ts"
import { ContactLink } from "../record/link-row.tsx"
import { said } from "../record/optimistic.ts"
import { Owner } from "../record/owner.tsx"
import { TitleRow } from "../record/title.tsx"
import { Visibility } from "../record/visibility.tsx"
import { Badge } from "../ui/badge.tsx"
import { Button } from "../ui/button.tsx"
import { IconDots } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { toast } from "../ui/toast.tsx"
import { commands, restore } from "./commands.ts"
import { changeDeal } from "./queries.ts"
import { StageBar } from "./stage-bar.tsx"

const LostDialog = laterOver(() => import("./lost-dialog.tsx").then((part) => part.LostDialog))

/** The head of a deal's page: what it is, how it stands, and what becomes of it. */
export function DealHead(props: { deal: DealDetail }) {
  const bones = useBones()
  const navigate = useNavigate()
  const it = () => props.deal
  const pipeline = () => bones.setup()?.pipelines.find((one) => one.id === it().pipeline_id)
  const edits = () => {
    const setup = bones.setup()
    const stage = setup?.stages.find(({ id }) => id === it().stage_id)
    return setup === undefined || (setup.may.includes("records.edit") && granted(setup, stage, "edit"))
  }
  const save = (body: DealChange) => changeDeal(it().id, body)
  return (
    <>
      <nav aria-label="Where you are" data-crumbs>
        <A href={`/board/${it().pipeline_id}`}>{pipeline()?.name ?? "Board"}</A>
      </nav>
      <Show when={it().is_deleted}>
        <div data-trashed role="status">
          <span>This deal is in the trash. It is gone for good 30 days after it was deleted.</span>
          <Button size="s" onClick={() => void restore({ ...it() })}>
            Restore
          </Button>
        </div>
      </Show>
      <div data-head-line>
        <div data-head-name>
          <TitleRow label="Title" field="title" value={it().title} onSave={(title) => save({ title })} />
          <p data-head-about>
            <b class="num">{money(it().value, it().currency)}</b>
            <Show when={contactOf(it().person_id, it().person_name)}>
              {(to) => <ContactLink kind="person" to={to()} />}
            </Show>
            <Show when={contactOf(it().org_id, it().org_name)}>
              {(to) => <ContactLink kind="organization" to={to()} />}
            </Show>
          </p>
        </div>
        <div data-head-acts>
          <FollowButton followers={it().followers} />
          <Owner ownerId={it().owner_id} onSave={(owner_id) => save({ owner_id })} />
          <Visibility
            visibleTo={it().visible_to}
            ownerId={it().owner_id}
            onSave={(visible_to) => save({ visible_to })}
          />
          <Show when={edits()}>
            <Outcome deal={it()} />
          </Show>
          <Menu
            label={`Commands for ${it().title}`}
            kind="plain"
            trigger={<IconDots />}
            entries={commands({ ...it() }, bones.setup(), navigate)}
          />
        </div>
      </div>
      <StageBar deal={it()} />
    </>
  )
}

/** Won or lost, and back again. */
function Outcome(props: { deal: DealDetail }) {
  const [asking, setAsking] = createSignal(false)
  const [asked, setAsked] = createSignal(false)
  const id = () => props.deal.id
  const settle = async (body: DealChange, words: string) => {
    const open = body.status === "open"
    try {
      await changeDeal(id(), body, open ? { close_time: null } : { close_time: new Date().toISOString() })
      toast(words, open ? {} : { undo: () => void settle({ status: "open" }, "The deal is open again") })
    } catch (error) {
      toast(`The deal was not changed. ${said(error, "")}`, { kind: "error" })
    }
  }
  const lose = () => {
    setAsked(true)
    setAsking(true)
  }
  const lost = () => toast("Marked as lost", { undo: () => void settle({ status: "open" }, "The deal is open again") })
  return (
    <>
      <Show
        when={props.deal.status === "open"}
        fallback={
          <>
            <Badge tone={props.deal.status === "won" ? "green" : "red"} dot>
              {props.deal.status === "won" ? "Won" : "Lost"}
            </Badge>
            <Button onClick={() => void settle({ status: "open" }, "The deal is open again")}>Reopen</Button>
          </>
        }
      >
        <Button class="won" onClick={() => void settle({ status: "won" }, `${props.deal.title} is won`)}>
          Won
        </Button>
        <Button kind="danger" onClick={lose}>
          Lost
        </Button>
      </Show>
      <Suspense>
        <Show when={asked()}>
          <LostDialog deal={props.deal} open={asking()} onOpen={setAsking} onLost={lost} />
        </Show>
      </Suspense>
    </>
  )
}
