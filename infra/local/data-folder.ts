/** The folder a stack keeps its data in: this process's alone while it runs, with room left on its disk. */
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { lock } from "./lock.ts"
import { StartError } from "./start-error.ts"

export type DataFolder = { path: string; memory: boolean; release(): void }

const neededMb = 64

/** Without `dir` the data lives in a temporary folder that goes with the process. */
export function openDataFolder(dir: string | undefined, freeMb: (path: string) => number = freeMegabytes): DataFolder {
  const memory = dir === undefined
  const path = memory ? mkdtempSync(join(tmpdir(), "halyard-")) : resolve(dir)
  mkdirSync(path, { recursive: true })
  const free = freeMb(path)
  if (free < neededMb) {
    throw new StartError(`The disk is full: ${path} has ${Math.floor(free)} MB left and the stack needs ${neededMb}.`)
  }
  const held = lock(path)
  return {
    path,
    memory,
    release() {
      held.release()
      if (memory) rmSync(path, { recursive: true, force: true })
    },
  }
}

function freeMegabytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return (bavail * bsize) / 1024 / 1024
}
