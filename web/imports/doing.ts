import { createSignal } from "solid-js"

/** Something asked of the server by a button: busy meanwhile, and what was said against it. */
export function useDoing() {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "Something went wrong")
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
