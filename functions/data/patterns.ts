/**
 * Every kind of item in the table, its key, and every read. No key is spelled anywhere else.
 *
 * `W` is a workspace's id; every partition key but `series-due` and `formulas-due`, which no request reads, begins with it,
 * so that no read can leave a workspace. Record ids are whole numbers per workspace and kind; `bucket` is floor(id / 256), as for fact segments.
 *
 * | item                          | pk                    | sk                                  |
 * |-------------------------------|-----------------------|-------------------------------------|
 * | record (deal, person, …)      | W#deal#bucket         | id, 12 digits                       |
 * | setup (workspace, user, …)    | W#setup               | stage#id                            |
 * | version of the setup          | W#setup               | version                             |
 * | what is sold in a deal        | W#goods#bucket        | id of the deal, 12 digits           |
 * | conversion of a lead or deal  | W#conversion          | UUID                                |
 * | saved filter                  | W#filter              | id, 12 digits                       |
 * | edge: child of a record       | W#of#deal#id          | activity#open#due#id, note#id, …    |
 * | how many projects came into a phase | W#arrivals      | id of the phase, 12 digits          |
 * | notification                  | W#told#user           | time#what it is of                  |
 * | mark of an unseen one         | W#unseen#user         | the same                            |
 * | changelog entry               | W#log#deal#id         | version, 8 digits                   |
 * | who came and went             | W#trail#deal#id       | follower#version, participant#version |
 * | tie of two organizations      | W#tie                 | id, 12 digits                       |
 * | API token                     | W#token               | SHA-256 of the token                |
 * | app of someone else's         | W#oauth-app           | its client id                       |
 * | what someone allows an app    | W#oauth-grant         | client id#user                      |
 * | code of an app                | W#oauth-code          | SHA-256 of the code                 |
 * | trace of an act on no record  | W#trace               | UUID v7, so in order of time        |
 * | line of the audit log         | W#audit#day           | time#object#id#version              |
 * | pipeline kept as a template   | W#saved-pipeline      | UUID v7                             |
 * | template for activities       | W#activity-template   | UUID v7                             |
 * | inbound hook                  | W#hook                | UUID v7                             |
 * | what a hook received last     | W#hook-last#hook      | one of 20 places, taken in turn     |
 * | what a hook received, told once | W#hook-received     | UUID v7, so in order of time        |
 * | unique value                  | W#unique              | user.email#value                    |
 * | counter of ids                | W#counter             | deal                                |
 * | rate-limit window             | W#rate#who            | window                              |
 * | search word                   | W#word#first two      | word#kind#id                        |
 * | words a record is filed under | W#filed#deal#bucket   | id, 12 digits                       |
 * | fact segment                  | W#facts#deal#shard    | bucket, 9 digits                    |
 * | segment of names              | W#facts#deal.names#shard | bucket, 9 digits                |
 * | sums of a segment's open deals | W#open-sums          | bucket, 9 digits                    |
 * | job (import …)                | W#job                 | UUID v7, so in order of time        |
 * | how far changed formulas are  | W#formulas            | deal                                |
 * | comment of a note             | W#comment#note        | UUID v7, so in order of time        |
 * | call log                      | W#call                | UUID v7 without dashes              |
 * | call log of a person          | W#calls#user          | the same                            |
 * | goal                          | W#goal                | UUID v7 without dashes              |
 * | team                          | W#team                | id, 12 digits                       |
 * | mail thread                   | W#mail-thread         | id, 12 digits                       |
 * | mail message                  | W#mail#thread         | id, 12 digits                       |
 * | a message's thread            | W#mail-message        | id, 12 digits                       |
 * | mail thread in a folder       | W#mailbox#user#folder | time of its last message#id         |
 * | mail of a person or deal      | W#mail-of#deal#id     | id of the message or thread         |
 * | idempotency key               | W#once#user           | key                                 |
 * | webhook                       | W#webhook             | id, 12 digits                       |
 * | delivery of a webhook         | W#delivery#id         | time and hash of the event          |
 * | series of activities          | W#series              | UUID v7                             |
 * | occurrence of a series        | W#series#id           | its day                             |
 * | series to look after          | series-due            | day#W#id                            |
 * | changed formulas to look after | formulas-due         | W#deal                              |
 *
 * | read                                              | served by                                                  |
 * |---------------------------------------------------|------------------------------------------------------------|
 * | a record, records by id                           | GetItem, BatchGetItem                                      |
 * | list by id, any kind                              | Query of buckets one after the other                       |
 * | list by add_time                                  | by id: ids are handed out in order                         |
 * | list by update_time, updated_since/until          | index `recent`, then BatchGetItem                          |
 * | status=deleted                                    | index `recent`, the kind's partition of deleted records    |
 * | a stage's board page, by urgency                  | index `board`: one Query (a page may span urgency's ranges)|
 * | totals of a board                                 | Query of the open sums: as many items as hold open deals   |
 * | a board in another order or filtered              | fact segments give the ids, then BatchGetItem              |
 * | lists by owner, stage, pipeline, status; filters  | fact segments give the ids, then BatchGetItem              |
 * | lists by or with a name, address, subject         | the same, with segments of names beside those of facts     |
 * | leads, products, projects, … of a saved filter    | the same: facts, and names where a condition is on one     |
 * | totals of a filter                                | fact segments alone                                        |
 * | open deals of a stage, to be moved                | index `board`, then BatchGetItem                           |
 * | saved filters; one of them                        | one Query of their partition; GetItem                      |
 * | followers of a record                             | they stand in the record                                   |
 * | products, discounts, installments of deals        | GetItem, BatchGetItem of the deals' goods                  |
 * | deals of a product                                | fact segments of deals                                     |
 * | a lead, a lead label by UUID                      | GetItem: a UUID ends in the id                             |
 * | deals, activities, notes of a deal, person, org   | edges: Query of one partition                              |
 * | leads of a person, org; projects of a deal, …     | edges                                                      |
 * | tasks, activities of a project                    | edges                                                      |
 * | whether a phase holds projects                    | edges, and fact segments for what had none                 |
 * | persons of an organization                        | edges                                                      |
 * | flow of a record                                  | edges of each kind and the log, merged: one Query of each |
 * | next activity of a record                         | edges: the first `activity#open#`                          |
 * | activities of a person by due date                | index `agenda`                                             |
 * | activities of everyone by due date                | fact segments give the ids, then BatchGetItem              |
 * | open activities of a record by due date           | edges: `activity#open#` from day to day                    |
 * | a person's notifications, how many are unseen     | Query of their partition; a count of the marks             |
 * | persons, organizations, products by name          | index `named`                                              |
 * | pipelines, stages, people, fields, boards, phases | one Query of the setup partition, kept while unchanged     |
 * | who calls                                         | BatchGetItem of token, user, setup version                |
 * | apps; what people allow them                      | one Query of their partition; Query by the client id       |
 * | who calls through an app                          | BatchGetItem of user, grant, app, setup version            |
 * | audit log, the newest first                       | Query of one day after the other, a bounded number of both |
 * | inbound hooks; what one received last             | one Query of their partition; of the last 20 received      |
 * | the hook behind an address                        | GetItem: the address says which                            |
 * | webhooks; what one was sent, the newest first     | one Query of their partition; Query of the deliveries      |
 * | search                                            | Query per word, of a common one per kind; BatchGetItem     |
 * | reports                                           | Query of the kind's fact shards                            |
 * | a record's history                                | Query of its log, newest first                             |
 * | who followed or took part in a record, and until when | Query of its trail, newest first                       |
 * | deals that a person takes part in                 | edges                                                      |
 * | ties of an organization; one of them              | edges, then BatchGetItem; GetItem                          |
 * | v1's lists from a start on, in any order          | from 0 by id as any list; else, and of a filter, as above  |
 * | v1's counts of a page's records                   | one Query of each one's edges                              |
 * | changes of all kinds since a time                 | index `recent` of each kind, merged, then BatchGetItem     |
 * | items by the value of one field                   | index `named`, segments of names and of facts, or words    |
 * | comments of a note                                | Query of their partition, oldest first                     |
 * | a person's call logs                              | Query of theirs, newest first, then BatchGetItem           |
 * | mail threads of a folder                          | Query of it, the latest first, then BatchGetItem           |
 * | mails of a thread; of a person or a deal          | one Query; Query of theirs, then each                      |
 * | goals, teams                                      | one Query of their partition                               |
 * | a series; its occurrences from a day on           | GetItem; Query of their partition                          |
 * | series of all workspaces to look after today      | Query of `series-due`, a partition that is no one's        |
 * | formulas of all workspaces to look after          | Query of `formulas-due`, another one                       |
 * | progress of a goal                                | Query of the facts of deals or activities                  |
 */
import { SEGMENT_IDS } from "../../shared/facts.ts"
import type { Named } from "../../shared/names.ts"
import { type Kind, RecordKind, type SetupKind } from "../../shared/record.ts"
import type { Key } from "./table.ts"

export const INDEX = {
  board: { name: "board", pk: "boardPk", sk: "boardSk" },
  recent: { name: "recent", pk: "kindPk", sk: "recentSk" },
  named: { name: "named", pk: "kindPk", sk: "nameSk" },
  agenda: { name: "agenda", pk: "agendaPk", sk: "agendaSk" },
} as const

/** Attributes that the board's index holds beside its keys: a card. */
export const BOARD_ATTRIBUTES = [
  "kind",
  "id",
  "version",
  "title",
  "value",
  "status",
  "stageId",
  "pipelineId",
  "ownerId",
  "visibleTo",
  "personId",
  "personName",
  "organizationId",
  "organizationName",
  "labelIds",
  "probability",
  "expectedCloseOn",
  "addedAt",
  "stageChangedAt",
  "touchedAt",
  "nextActivity",
] as const

/** Partitions that a kind's fact segments are spread over, read side by side. */
export const FACT_SHARDS = 4

/** What segments are of: the facts of a kind, or its names, which change seldom and are long. */
export type SegmentsOf = RecordKind | `${Named}.names`

/** Who comes and goes on a record. */
export type Trailed = "follower" | "participant"

const digits = (value: number, length: number) => String(value).padStart(length, "0")

export const idKey = (id: number) => digits(id, 12)
/** Sorts newest first: what is left to a number no id reaches. */
export const idKeyBackwards = (id: number) => digits(999_999_999_999 - id, 12)
export const bucketOf = (id: number) => Math.floor(id / SEGMENT_IDS)

/** How the sort keys of a whole word's postings begin, of all kinds or of one. */
export const wordStart = (word: string, kind?: RecordKind) => (kind === undefined ? `${word}#` : `${word}#${kind}#`)

/** What a posting's sort key says; a word may have a # in it. */
export function partsOfWord(sk: string): { word: string; kind: string; id: number } {
  const [kind = "", id] = sk.split("#").slice(-2)
  return { word: sk.split("#").slice(0, -2).join("#"), kind, id: Number(id) }
}

export const keys = {
  bucket: (w: string, kind: RecordKind, bucket: number) => `${w}#${kind}#${bucket}`,
  record: (w: string, kind: RecordKind, id: number): Key => ({ pk: keys.bucket(w, kind, bucketOf(id)), sk: idKey(id) }),
  setup: (w: string): string => `${w}#setup`,
  setupOf: (w: string, kind: SetupKind, id: number): Key => ({ pk: keys.setup(w), sk: `${kind}#${idKey(id)}` }),
  /** Counts the changes of a workspace's setup. */
  setupVersion: (w: string): Key => ({ pk: keys.setup(w), sk: "version" }),
  filters: (w: string): string => `${w}#filter`,
  any: (w: string, kind: Kind, id: number): Key => {
    if (kind === "filter") return { pk: keys.filters(w), sk: idKey(id) }
    return isRecordKind(kind) ? keys.record(w, kind, id) : keys.setupOf(w, kind, id)
  },
  goods: (w: string, dealId: number): Key => ({ pk: `${w}#goods#${bucketOf(dealId)}`, sk: idKey(dealId) }),
  conversion: (w: string, id: string): Key => ({ pk: `${w}#conversion`, sk: id }),
  edges: (w: string, kind: Kind, id: number) => `${w}#of#${kind}#${idKey(id)}`,
  arrivals: (w: string, phaseId: number): Key => ({ pk: `${w}#arrivals`, sk: idKey(phaseId) }),
  log: (w: string, kind: Kind, id: number) => `${w}#log#${kind}#${idKey(id)}`,
  trail: (w: string, kind: Kind, id: number) => `${w}#trail#${kind}#${idKey(id)}`,
  trailOf: (w: string, kind: Kind, id: number, what: Trailed, version: number): Key => ({
    pk: keys.trail(w, kind, id),
    sk: `${what}#${digits(version, 8)}`,
  }),
  tie: (w: string, id: number): Key => ({ pk: `${w}#tie`, sk: idKey(id) }),
  told: (w: string, userId: number, id: string): Key => ({ pk: `${w}#told#${idKey(userId)}`, sk: id }),
  unseen: (w: string, userId: number, id: string): Key => ({ pk: `${w}#unseen#${idKey(userId)}`, sk: id }),
  logEntry: (w: string, kind: Kind, id: number, version: number): Key => ({
    pk: keys.log(w, kind, id),
    sk: digits(version, 8),
  }),
  tokens: (w: string) => `${w}#token`,
  token: (w: string, hash: string): Key => ({ pk: keys.tokens(w), sk: hash }),
  oauthApps: (w: string) => `${w}#oauth-app`,
  oauthApp: (w: string, clientId: string): Key => ({ pk: keys.oauthApps(w), sk: clientId }),
  oauthGrants: (w: string) => `${w}#oauth-grant`,
  oauthGrant: (w: string, clientId: string, userId: number): Key => ({
    pk: keys.oauthGrants(w),
    sk: `${clientId}#${idKey(userId)}`,
  }),
  oauthCode: (w: string, hash: string): Key => ({ pk: `${w}#oauth-code`, sk: hash }),
  savedPipelines: (w: string) => `${w}#saved-pipeline`,
  savedPipeline: (w: string, id: string): Key => ({ pk: keys.savedPipelines(w), sk: id }),
  activityTemplates: (w: string) => `${w}#activity-template`,
  activityTemplate: (w: string, id: string): Key => ({ pk: keys.activityTemplates(w), sk: id }),
  hooks: (w: string) => `${w}#hook`,
  hook: (w: string, id: string): Key => ({ pk: keys.hooks(w), sk: id }),
  hookLast: (w: string, id: string, place: number): Key => ({ pk: `${w}#hook-last#${id}`, sk: digits(place, 2) }),
  hookReceived: (w: string, id: string): Key => ({ pk: `${w}#hook-received`, sk: id }),
  trace: (w: string, id: string): Key => ({ pk: `${w}#trace`, sk: id }),
  auditDay: (w: string, day: string) => `${w}#audit#${day}`,
  auditEntry: (w: string, at: string, of: string): Key => ({
    pk: keys.auditDay(w, at.slice(0, 10)),
    sk: `${at}#${of}`,
  }),
  unique: (w: string, what: string, value: string): Key => ({ pk: `${w}#unique`, sk: `${what}#${value}` }),
  counter: (w: string, of: string): Key => ({ pk: `${w}#counter`, sk: of }),
  rate: (w: string, who: string, window: string): Key => ({ pk: `${w}#rate#${who}`, sk: window }),
  words: (w: string, word: string) => `${w}#word#${[...word].slice(0, 2).join("")}`,
  word: (w: string, word: string, kind: RecordKind, id: number): Key => ({
    pk: keys.words(w, word),
    sk: `${wordStart(word, kind)}${idKey(id)}`,
  }),
  filed: (w: string, kind: RecordKind, id: number): Key => ({
    pk: `${w}#filed#${kind}#${bucketOf(id)}`,
    sk: idKey(id),
  }),
  factShard: (w: string, of: SegmentsOf, shard: number) => `${w}#facts#${of}#${shard}`,
  facts: (w: string, of: SegmentsOf, bucket: number): Key => ({
    pk: keys.factShard(w, of, bucket % FACT_SHARDS),
    sk: digits(bucket, 9),
  }),
  allOpenSums: (w: string) => `${w}#open-sums`,
  openSums: (w: string, bucket: number): Key => ({ pk: keys.allOpenSums(w), sk: digits(bucket, 9) }),
  jobs: (w: string) => `${w}#job`,
  job: (w: string, id: string): Key => ({ pk: keys.jobs(w), sk: id }),
  formulaUpdate: (w: string, kind: RecordKind): Key => ({ pk: `${w}#formulas`, sk: kind }),
  formulasToLookAfter: "formulas-due",
  formulasDue: (w: string, kind: RecordKind): Key => ({ pk: keys.formulasToLookAfter, sk: `${w}#${kind}` }),
  comments: (w: string, noteId: number) => `${w}#comment#${idKey(noteId)}`,
  comment: (w: string, noteId: number, uuid: string): Key => ({ pk: keys.comments(w, noteId), sk: uuid }),
  call: (w: string, id: string): Key => ({ pk: `${w}#call`, sk: id }),
  callsOf: (w: string, userId: number) => `${w}#calls#${idKey(userId)}`,
  goals: (w: string) => `${w}#goal`,
  goal: (w: string, id: string): Key => ({ pk: keys.goals(w), sk: id }),
  teams: (w: string) => `${w}#team`,
  team: (w: string, id: number): Key => ({ pk: keys.teams(w), sk: idKey(id) }),
  mailThread: (w: string, id: number): Key => ({ pk: `${w}#mail-thread`, sk: idKey(id) }),
  mailMessages: (w: string, threadId: number) => `${w}#mail#${idKey(threadId)}`,
  mailMessage: (w: string, threadId: number, id: number): Key => ({
    pk: keys.mailMessages(w, threadId),
    sk: idKey(id),
  }),
  mailThreadOf: (w: string, messageId: number): Key => ({ pk: `${w}#mail-message`, sk: idKey(messageId) }),
  mailFolders: (w: string, userId: number, folder: string) => `${w}#mailbox#${idKey(userId)}#${folder}`,
  mailFolder: (w: string, userId: number, folder: string, at: string, id: number): Key => ({
    pk: keys.mailFolders(w, userId, folder),
    sk: `${at}#${idKey(id)}`,
  }),
  mailUnder: (w: string, kind: "person" | "deal", id: number) => `${w}#mail-of#${kind}#${idKey(id)}`,
  mailOf: (w: string, kind: "person" | "deal", id: number, mailId: number): Key => ({
    pk: keys.mailUnder(w, kind, id),
    sk: idKey(mailId),
  }),
  series: (w: string, id: string): Key => ({ pk: `${w}#series`, sk: id }),
  occurrences: (w: string, seriesId: string) => `${w}#series#${seriesId}`,
  occurrence: (w: string, seriesId: string, day: string): Key => ({ pk: keys.occurrences(w, seriesId), sk: day }),
  seriesToLookAfter: "series-due",
  seriesDue: (w: string, id: string, day: string): Key => ({ pk: keys.seriesToLookAfter, sk: `${day}#${w}#${id}` }),
  once: (w: string, userId: number, key: string): Key => ({ pk: `${w}#once#${userId}`, sk: key }),
  webhooks: (w: string) => `${w}#webhook`,
  webhook: (w: string, id: number): Key => ({ pk: keys.webhooks(w), sk: idKey(id) }),
  delivery: (w: string, webhookId: number, id: string): Key => ({ pk: `${w}#delivery#${idKey(webhookId)}`, sk: id }),
  board: (w: string, stageId: number) => `${w}#board#${idKey(stageId)}`,
  kind: (w: string, kind: RecordKind, deleted: boolean) => `${w}#${kind}${deleted ? "#deleted" : ""}`,
  agenda: (w: string, ownerId: number, done: boolean) => `${w}#agenda#${idKey(ownerId)}#${done ? "done" : "open"}`,
} as const

export function isRecordKind(kind: Kind): kind is RecordKind {
  return RecordKind.safeParse(kind).success
}

/** Where the workspace ends in a partition key. */
export function workspaceOf(pk: string): string {
  return pk.slice(0, pk.indexOf("#"))
}

/**
 * A card's place in its column: those with a next activity by its due time, those without between the ones due by the end
 * of today and the later ones. Where today ends is only known when the board is read, so it is read in three ranges.
 */
export const boardPlace = {
  due: (dueKey: string, id: number) => `a#${dueKey}#${idKeyBackwards(id)}`,
  none: (id: number) => `b#${idKeyBackwards(id)}`,
  ranges: (today: string) => [
    { from: "a#", to: `a#${today}~` },
    { from: "b#", to: "b~" },
    { from: `a#${today}~`, to: "a~" },
  ],
} as const
