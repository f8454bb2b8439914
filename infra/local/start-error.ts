/** Why the stack cannot start, told to the person who started it: one line, and a non-zero exit. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = "StartError"
  }
}

const sqliteFull = 13

/** The one-line reading of a failure of the machine itself; anything else comes back as it was. */
export function readable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, errcode, path } = error as Error & { code?: string; errcode?: number; path?: string }
  const where = path === undefined ? "" : ` (${path})`
  if (code === "ENOSPC" || errcode === sqliteFull) {
    return new StartError(`The disk is full${where}. Free some space and start again.`, { cause: error })
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new StartError(`No permission to write${where}.`, { cause: error })
  }
  return error
}
