/** Who sat here last: what is kept on this device for a person is found by it when the user pool cannot be asked. */

export type Seat = { workspace: string; user: string; username: string }

const KEY = "halyard.seat"

export function seat(): Seat | undefined {
  try {
    const known = JSON.parse(localStorage.getItem(KEY) ?? "null")
    const { workspace, user, username } = known ?? {}
    return [workspace, user, username].every((part) => typeof part === "string")
      ? { workspace, user, username }
      : undefined
  } catch {
    return undefined
  }
}

export function sit(next: Seat): void {
  localStorage.setItem(KEY, JSON.stringify(next))
}

export function rise(): void {
  localStorage.removeItem(KEY)
}
