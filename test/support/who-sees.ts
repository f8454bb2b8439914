/** Who sees a record, in plain words: the tests hold the product's ways to it. */
export type Person = { id: number; isAdmin: boolean; groupId: number }
export type Hidable = {
  ownerId: number
  visibleTo: 1 | 3 | 5 | 7
  followerIds: readonly number[]
  /** Of deals alone. */
  pipelineId?: number
  stageId?: number
}
export type World = {
  people: readonly Person[]
  /** The group above each group that has one. */
  above: ReadonlyMap<number, number>
  /** Groups that do not see a pipeline. */
  pipelineHiddenFrom: ReadonlyMap<number, readonly number[]>
  /** Those who alone see a stage, where not everyone does. */
  stageSeenBy: ReadonlyMap<number, { groupIds: readonly number[]; userIds: readonly number[] }>
}

export function maySee(world: World, userId: number, record: Hidable): boolean {
  const me = personOf(world, userId)
  const owner = personOf(world, record.ownerId)
  if (me.isAdmin) return true
  if (record.pipelineId !== undefined && world.pipelineHiddenFrom.get(record.pipelineId)?.includes(me.groupId))
    return false
  const some = record.stageId === undefined ? undefined : world.stageSeenBy.get(record.stageId)
  if (some !== undefined && !some.groupIds.includes(me.groupId) && !some.userIds.includes(me.id)) return false
  if (record.followerIds.includes(me.id) || isAbove(world, me.groupId, owner.groupId)) return true
  if (record.visibleTo === 7) return true
  if (record.visibleTo === 5) return me.groupId === owner.groupId || isAbove(world, owner.groupId, me.groupId)
  if (record.visibleTo === 3) return me.groupId === owner.groupId
  return me.id === owner.id
}

function personOf(world: World, id: number): Person {
  const person = world.people.find((one) => one.id === id)
  if (person === undefined) throw new Error(`nobody is ${id}`)
  return person
}

function isAbove(world: World, upper: number, lower: number): boolean {
  const next = world.above.get(lower)
  return next !== undefined && (next === upper || isAbove(world, upper, next))
}
