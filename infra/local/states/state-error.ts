/** A failure as Amazon States Language sees it: `name` is what Retry and Catch match, `message` is the cause. */
export class StateError extends Error {
  constructor(name: string, cause = "") {
    super(cause)
    this.name = name
  }
}

export const LIMIT_BYTES = 256 * 1024
const UNCATCHABLE = ["States.DataLimitExceeded", "States.Runtime"]
const TIMEOUTS = ["States.Timeout", "States.HeartbeatTimeout"]

export function matches(errorEquals: string[], error: StateError): boolean {
  const { name } = error
  if (errorEquals.includes(name)) return true
  if (name === "States.HeartbeatTimeout" && errorEquals.includes("States.Timeout")) return true
  if (UNCATCHABLE.includes(name)) return false
  return errorEquals.includes("States.ALL") || (errorEquals.includes("States.TaskFailed") && !isTimeout(error))
}

export function isTimeout({ name }: StateError): boolean {
  return TIMEOUTS.includes(name)
}

export function tooLarge(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value) ?? "") > LIMIT_BYTES
}

/** Passes `value` on unless it is over 256 KB. `what` names it: "the input". */
export function limited<T>(value: T, what: string): T {
  if (!tooLarge(value)) return value
  throw new StateError("States.DataLimitExceeded", `${what} is over the limit of ${LIMIT_BYTES} bytes`)
}
