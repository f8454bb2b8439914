import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { changing, ECHOES, isChanging, mayBeEcho, whenNoneChanges } from "../../web/app/own-changes.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const heard = { kind: "note", id: 7 } as const

test("what is heard of a change of one's own is an echo while any is under way, and for a moment after", async () => {
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  expect(mayBeEcho(heard)).toBe(false)
  const both = [first, second].map(({ promise }) => changing("note", 7, () => promise))
  first.resolve()
  await both[0]
  vi.advanceTimersByTime(2 * ECHOES)
  expect([isChanging("note", 7), mayBeEcho(heard)]).toEqual([true, true])
  second.reject(new Error("refused"))
  await expect(both[1]).rejects.toThrow("refused")
  expect([isChanging("note", 7), mayBeEcho(heard)]).toEqual([false, true])
  expect(mayBeEcho({ kind: "activity", id: 7 })).toBe(false)
  vi.advanceTimersByTime(ECHOES)
  expect(mayBeEcho(heard)).toBe(false)
})

test("what would be read while changes are under way is read once all of them have ended", async () => {
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const read = vi.fn<() => void>()
  const one = changing("note", 7, () => first.promise)
  const other = changing("activity", 7, () => second.promise)
  whenNoneChanges("notes", read)
  whenNoneChanges("notes", read)
  first.resolve()
  await one
  expect(read).not.toHaveBeenCalled()
  second.resolve()
  await other
  expect(read).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(read).toHaveBeenCalledOnce()
  whenNoneChanges("notes", read)
  expect(read).toHaveBeenCalledTimes(2)
})
