import { beforeAll, expect, test } from "vitest"
import { LiveMessage } from "../../shared/change.ts"
import { asked, type Live, listening } from "../support/live.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, renewedFor, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let reet: Person & { id: number }
let franJwt: string
let reetJwt: string
let strangerJwt: string

beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
  franJwt = await renewedFor(workspace)
  reetJwt = await renewedFor(reet)
  strangerJwt = await renewedFor(await newWorkspace())
}, 240_000)

const MESSAGES = "subscription { onMessage { workspace audience body } }"
const changesOf = ({ heard }: Live) =>
  heard.flatMap((message) => LiveMessage.parse(JSON.parse(String(Object(message).body))).changes)

test("who is told of something hears it live, and nobody else does", async () => {
  const [fran, hers] = await Promise.all([
    listening(workspace.url, franJwt, MESSAGES),
    listening(workspace.url, reetJwt, MESSAGES),
  ])
  const deal = (await workspace.post("/api/v2/deals", { title: "Given", owner_id: reet.id })).id
  const notifications = (live: Live) => changesOf(live).filter(({ kind }) => kind === "notification")
  await eventually(async () => expect(notifications(hers)).toHaveLength(1))
  expect(notifications(hers)[0]).toMatchObject({ by: 1, data: { kind: "assigned", deal_id: deal, seen: false } })
  expect(notifications(fran)).toEqual([])
})

test("notes and files under a record that its owner alone may see are told to nobody else", async () => {
  const post = (path: string, body: object) => workspace.post(path, body)
  const hidden = (await post("/api/v2/deals", { title: "Hidden", visible_to: 1 })).id
  const open = (await post("/api/v2/deals", { title: "Open" })).id
  const [fran, hers] = await Promise.all([
    listening(workspace.url, franJwt, MESSAGES),
    listening(workspace.url, reetJwt, MESSAGES),
  ])
  const noteOn = async (deal_id: number) => (await post("/api/v2/notes", { deal_id, content: "Between us" })).id
  const secret = await noteOn(hidden)
  const plain = await noteOn(open)
  // changes that follow each other quickly may be told as one
  const of = (live: Live, id: number, version: number) =>
    changesOf(live).filter((one) => one.kind === "note" && one.id === id && one.version === version)
  await eventually(async () => expect(of(hers, plain, 1)).toMatchObject([{ action: "added" }]))
  await workspace.patch(`/api/v2/notes/${secret}`, { content: "Between us two" })
  await eventually(async () => expect(of(fran, secret, 2)).toHaveLength(1))
  await workspace.patch(`/api/v2/notes/${plain}`, { deal_id: hidden })
  await eventually(async () => expect(of(hers, plain, 2)).toMatchObject([{ action: "changed" }]))
  expect(of(hers, plain, 2)[0]).not.toHaveProperty("data")
  expect(changesOf(hers).filter(({ kind, id }) => kind === "note" && id === secret)).toEqual([])
})

const PRESENCE = "subscription ($place: String!) { onPresence(place: $place) { user place tab what gone } }"
const PRESENT = `mutation ($place: String!, $tab: ID!, $what: String) {
  present(place: $place, tab: $tab, what: $what) { workspace user place tab what gone }
}`

test("who is at a record is seen by those who may see it, in their workspace alone", async () => {
  const open = `deal:${(await workspace.post("/api/v2/deals", { title: "Open" })).id}`
  const hidden = `deal:${(await workspace.post("/api/v2/deals", { title: "Hidden", visible_to: 1 })).id}`
  const at = (jwt: string, place: string) => listening(workspace.url, jwt, PRESENCE, { place })
  const say = (jwt: string, place: string, tab = "t") =>
    asked(workspace.url, jwt, PRESENT, { place, tab, what: "title" })
  const [hers, hersHidden, his, stranger] = await Promise.all([
    at(reetJwt, open),
    at(reetJwt, hidden),
    at(franJwt, hidden),
    at(strangerJwt, "board:1"),
  ])
  await say(franJwt, hidden)
  await say(franJwt, "board:1")
  await say(strangerJwt, "board:1", "theirs")
  await say(franJwt, open)
  const said = { user: "1", tab: "t", what: "title", gone: false }
  await eventually(async () => expect(hers.heard).toEqual([{ ...said, place: open }]))
  await eventually(async () => expect(his.heard).toEqual([{ ...said, place: hidden }]))
  await eventually(async () => expect(stranger.heard).toHaveLength(1))
  expect(stranger.heard).toEqual([{ ...said, place: "board:1", tab: "theirs" }])
  expect(hersHidden.heard).toEqual([])
})
