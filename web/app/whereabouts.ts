/** Who else is at a place, from what their tabs say. A tab that says nothing for a while is gone. */

/** What a tab says of itself, as everyone at its place hears it. */
export type Said = { user: string; tab: string; what?: string | null; gone: boolean }
export type Other = { userId: number; what: string | undefined }

/** Milliseconds after which a tab says again that it is there. */
export const BEAT = 20_000
/** Milliseconds of silence after which it is taken to be gone: two beats and what the way takes. */
export const SILENCE = 45_000

export function whereabouts(me: { user: string; tab: string }) {
  const tabs = new Map<string, Other & { at: number }>()
  return {
    /** Takes what a tab says. Answers whether it is new here, and has not heard of us. */
    hear({ user, tab, what, gone }: Said, now: number): boolean {
      if (tab === me.tab) return false
      const isNew = !gone && !tabs.has(tab)
      if (gone) tabs.delete(tab)
      else tabs.set(tab, { userId: Number(user), what: what ?? undefined, at: now })
      return isNew
    },
    /** The others, each once however many tabs they have here; what they are at, if any of their tabs says so. */
    others(now: number): Other[] {
      const people = new Map<number, Other>()
      for (const [tab, { userId, what, at }] of tabs) {
        if (now - at > SILENCE) tabs.delete(tab)
        else if (String(userId) !== me.user) people.set(userId, { userId, what: what ?? people.get(userId)?.what })
      }
      return [...people.values()].sort((a, b) => a.userId - b.userId)
    },
  }
}
