/** What is asked of the fields that every record of a kind has. */
import { BUILT_IN, type BuiltIn, type BuiltInOf } from "./built-in-list.ts"

export function builtInFields(of: BuiltInOf): readonly BuiltIn[] {
  return BUILT_IN[of]
}

/** v1 numbers all fields: what is built in far beyond what a workspace makes itself. */
const FIRST_ID = 1_000_000
const KINDS: readonly BuiltInOf[] = ["deal", "person", "organization", "product", "project", "activity", "note"]

export function builtInId(of: BuiltInOf, code: string): number {
  return FIRST_ID * (KINDS.indexOf(of) + 1) + BUILT_IN[of].findIndex((field) => field.code === code) + 1
}
