/** Who follows a record: added and removed at once, taken back and said when the server says no. */
import type { FollowerAnswer } from "../../shared/api/followers.ts"
import { call } from "../app/client.ts"
import { toast } from "../ui/toast.tsx"
import { changing, said } from "./optimistic.ts"
import type { Ref } from "./ref.ts"

type Followed = { followers: FollowerAnswer[] }

const ADD = {
  deal: "POST /api/v2/deals/{id}/followers",
  person: "POST /api/v2/persons/{id}/followers",
  organization: "POST /api/v2/organizations/{id}/followers",
} as const
const REMOVE = {
  deal: "DELETE /api/v2/deals/{id}/followers/{follower_id}",
  person: "DELETE /api/v2/persons/{id}/followers/{follower_id}",
  organization: "DELETE /api/v2/organizations/{id}/followers/{follower_id}",
} as const

export async function follow(ref: Ref, before: readonly FollowerAnswer[], userId: number): Promise<void> {
  const followers = [...before, { user_id: userId, add_time: new Date().toISOString() }]
  await change(ref, followers, () => call(ADD[ref.kind], { params: { id: ref.id }, body: { user_id: userId } }))
}

export async function unfollow(ref: Ref, before: readonly FollowerAnswer[], userId: number): Promise<void> {
  const followers = before.filter((one) => one.user_id !== userId)
  await change(ref, followers, () => call(REMOVE[ref.kind], { params: { id: ref.id, follower_id: userId } }))
}

async function change(ref: Ref, followers: FollowerAnswer[], send: () => Promise<unknown>): Promise<void> {
  try {
    await changing<Followed>([ref.kind, ref.id], { followers }, send)
  } catch (error) {
    toast(`The followers were not changed. ${said(error, "")}`, { kind: "error" })
  }
}
