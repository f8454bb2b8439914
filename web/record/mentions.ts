import { useBones } from "./context.ts"

/** Colleagues whose name has a word that begins as typed. */
export function createMentions(): (text: string) => { id: number; name: string }[] {
  const bones = useBones()
  return (text) => {
    const wanted = text.toLowerCase()
    return (bones.setup()?.users ?? [])
      .filter(
        (user) =>
          user.active_flag &&
          user.name
            .toLowerCase()
            .split(/\s+/)
            .some((word) => word.startsWith(wanted)),
      )
      .map(({ id, name }) => ({ id, name }))
  }
}
