import { createSignal, For, Show } from "solid-js"
import type { FollowerAnswer } from "../../shared/api/followers.ts"
import { Avatar } from "../ui/avatar.tsx"
import { Button } from "../ui/button.tsx"
import { Combobox } from "../ui/combobox.tsx"
import { IconClose, IconPlus, IconStar } from "../ui/icons.ts"
import { Popover } from "../ui/popover.tsx"
import { useBones } from "./context.ts"
import { follow, unfollow } from "./followers.ts"
import { Section } from "./section.tsx"

/** Follows the record, or no longer. */
export function FollowButton(props: { followers: readonly FollowerAnswer[] }) {
  const bones = useBones()
  const me = () => bones.setup()?.me.id ?? 0
  const following = () => props.followers.some((one) => one.user_id === me())
  const toggle = () => void (following() ? unfollow : follow)(bones.ref(), props.followers, me())
  return (
    <Button
      kind="quiet"
      class="follow"
      icon={<IconStar fill={following() ? "currentcolor" : "none"} />}
      aria-pressed={following()}
      onClick={toggle}
    >
      <span data-follow-word>{following() ? "Following" : "Follow"}</span>
      <Show when={props.followers.length > 0}>
        <span data-count>{props.followers.length}</span>
      </Show>
    </Button>
  )
}

/** Everyone who follows the record. */
export function FollowersSection(props: { followers: readonly FollowerAnswer[] }) {
  const bones = useBones()
  return (
    <Section
      name={`${bones.ref().kind}.followers`}
      title={props.followers.length === 0 ? "Followers" : `Followers (${props.followers.length})`}
      add={<AddFollower followers={props.followers} />}
    >
      <ul data-people>
        <For each={props.followers} fallback={<li data-quiet>Followers hear of what happens here.</li>}>
          {(one) => (
            <li>
              <Avatar name={bones.userName(one.user_id)} size="s" />
              <span>{bones.userName(one.user_id)}</span>
              <Button
                kind="quiet"
                icon={<IconClose />}
                aria-label={`Remove ${bones.userName(one.user_id)} from the followers`}
                onClick={() => void unfollow(bones.ref(), props.followers, one.user_id)}
              />
            </li>
          )}
        </For>
      </ul>
    </Section>
  )
}

function AddFollower(props: { followers: readonly FollowerAnswer[] }) {
  const bones = useBones()
  const [open, setOpen] = createSignal(false)
  const others = () =>
    (bones.setup()?.users ?? []).filter(
      (user) => user.active_flag && !props.followers.some((one) => one.user_id === user.id),
    )
  return (
    <Popover label="Add a follower" trigger={<IconPlus />} open={open()} onOpen={setOpen} placement="bottom-end">
      <div data-choose>
        <Combobox
          label="New follower"
          autofocus
          placeholder="Find a colleague…"
          options={others()}
          value={null}
          onValue={(user) => {
            setOpen(false)
            if (user !== null) void follow(bones.ref(), props.followers, user.id)
          }}
          keyOf={(user) => String(user.id)}
          labelOf={(user) => user.name}
          noteOf={(user) => user.email ?? undefined}
        />
      </div>
    </Popover>
  )
}
