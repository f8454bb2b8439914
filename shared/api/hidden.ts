const HIDDEN = "Hidden"

/** What a contact of a record is called, in words: one that is not for who looks is there, and its name is not told. */
export const called = (id: number | null, name: string | null) => (id === null ? "" : (name ?? HIDDEN))
