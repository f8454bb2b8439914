import { createSignal } from "solid-js"

type Options<T> = {
  value: () => T
  /** The value as it is shown when nobody types. */
  shown: (value: T) => string
  /** What typed text means; undefined when it means nothing. */
  read: (text: string) => T | undefined
  /** Why a value that was read is not taken. */
  refuse?: (value: T) => string | undefined
  /** Said of text that means nothing. */
  unread: string
  /** The value of an empty line. */
  empty: T
  onValue: (value: T) => void
}

/** Text that is read when the field is left; what cannot be read stays as it was typed, and is said to be wrong. */
export function createTyped<T>(options: Options<T>) {
  const [typed, setTyped] = createSignal<string>()
  const [problem, setProblem] = createSignal<string>()
  const rest = () => {
    setTyped(undefined)
    setProblem(undefined)
  }
  const type = (text: string) => {
    setTyped(text)
    setProblem(undefined)
  }
  /** Takes what was typed. Answers whether the field holds a value now. */
  const take = (): boolean => {
    const text = typed()?.trim()
    if (text === undefined) return true
    const value = text === "" ? options.empty : options.read(text)
    if (value === undefined) return fail(options.unread)
    const refusal = options.refuse?.(value)
    if (refusal !== undefined) return fail(refusal)
    rest()
    if (value !== options.value()) options.onValue(value)
    return true
  }
  const fail = (why: string): boolean => {
    setProblem(why)
    return false
  }
  return { text: () => typed() ?? options.shown(options.value()), problem, rest, type, take }
}
