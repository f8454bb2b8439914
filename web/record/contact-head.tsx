import { A, useNavigate } from "@solidjs/router"
import { createSignal, type JSX, Show } from "solid-js"
import type { FollowerAnswer } from "../../shared/api/followers.ts"
import type { Permission } from "../../shared/permission.ts"
import { type Given, quickAdd } from "../quick-add/open.ts"
import { Button } from "../ui/button.tsx"
import { Confirm } from "../ui/confirm.tsx"
import { IconDots, IconLink, IconPlus, IconTrash } from "../ui/icons.ts"
import { Menu } from "../ui/menu.tsx"
import { short, toast } from "../ui/toast.tsx"
import { useBones } from "./context.ts"
import { copyLink } from "./copy-link.ts"
import { FollowButton } from "./follow.tsx"
import { Owner } from "./owner.tsx"
import { WORD } from "./ref.ts"
import { TitleRow } from "./title.tsx"
import { type Level, Visibility } from "./visibility.tsx"

type Props = {
  name: string
  about: JSX.Element
  back: { href: string; label: string }
  ownerId: number
  followers: readonly FollowerAnswer[]
  onName: (name: string) => Promise<void>
  onOwner: (ownerId: number) => Promise<void>
  visibleTo: number
  onVisible: (visibleTo: Level) => Promise<void>
  onRemove: () => Promise<void>
  /** What a deal added here is given. */
  deal: Given
}

/** The head of a person's or organization's page. */
export function ContactHead(props: Props) {
  const bones = useBones()
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal(false)
  const may = (permission: Permission) => bones.setup()?.may.includes(permission) !== false
  const kind = () => bones.ref().kind
  const remove = async () => {
    await props.onRemove()
    toast(`${short(props.name)} was deleted`)
    navigate(props.back.href)
  }
  return (
    <>
      <nav aria-label="Where you are" data-crumbs>
        <A href={props.back.href}>{props.back.label}</A>
      </nav>
      <div data-head-line>
        <div data-head-name>
          <TitleRow label="Name" field={`${kind()}.name`} value={props.name} onSave={props.onName} />
          <p data-head-about>{props.about}</p>
        </div>
        <div data-head-acts>
          <FollowButton followers={props.followers} />
          <Owner ownerId={props.ownerId} onSave={props.onOwner} />
          <Visibility visibleTo={props.visibleTo} ownerId={props.ownerId} onSave={props.onVisible} />
          <Show when={may("records.add")}>
            <Button kind="primary" icon={<IconPlus />} onClick={() => quickAdd("deal", props.deal)}>
              Deal
            </Button>
          </Show>
          <Menu
            label={`Commands for ${props.name}`}
            kind="plain"
            trigger={<IconDots />}
            entries={[
              { label: "Copy the link", icon: IconLink, onSelect: () => void copyLink(bones.ref()) },
              ...(kind() !== "deal" && may(kind() === "person" ? "persons.delete" : "organizations.delete")
                ? [
                    { separator: true } as const,
                    { label: "Delete", icon: IconTrash, danger: true, onSelect: () => setAsking(true) },
                  ]
                : []),
            ]}
          />
        </div>
      </div>
      <Confirm
        open={asking()}
        onOpen={setAsking}
        title={`Delete this ${WORD[kind()]}?`}
        text={`${props.name} goes to the trash, where it stays for 30 days. Deals, activities and notes stay.`}
        action="Delete"
        onConfirm={remove}
      />
    </>
  )
}
