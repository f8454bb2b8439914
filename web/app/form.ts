import { createSignal } from "solid-js"
import { Problem } from "../../shared/problem.ts"
import { inWords } from "../ui/refusal.ts"

/** What people read instead of the user pool's own words. */
const WORDS: Record<string, string> = {
  NotAuthorizedException: "The e-mail address or the password is wrong.",
  UserNotFoundException: "The e-mail address or the password is wrong.",
  UsernameExistsException: "This e-mail address has an account already. Sign in instead.",
  CodeMismatchException: "This code is not right. Look at the newest mail.",
  ExpiredCodeException: "This code is no longer valid. Ask for a new one.",
  LimitExceededException: "Too many attempts. Wait a few minutes and try again.",
  TooManyRequestsException: "Too many attempts. Wait a few minutes and try again.",
  NetworkError: "Halyard cannot be reached. Are you online?",
}

const LOOKING = "[data-unread]:not([aria-invalid=true])"
const LOOKS = 30
const LOOK_MS = 100

/** What is wrong with each field, to stand below it. */
const said = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, sentence(inWords(text))]))
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Runs a form's work: busy meanwhile, with what went wrong for the form and its fields. */
export function createForm() {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const [fields, setFields] = createSignal<Record<string, string>>({})
  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    setFields({})
    try {
      await work()
    } catch (error) {
      if (error instanceof Problem) setFields(said(error.fields))
      const named = error instanceof Error ? (WORDS[error.name] ?? error.message) : "Something went wrong"
      setProblem(error instanceof Problem && Object.keys(error.fields).length > 0 ? undefined : named)
    } finally {
      setBusy(false)
    }
  }
  let waits = false
  /** The handler of a form's submit. A field that still looks up what was typed is waited for; one that cannot read it has the focus instead. */
  const submit = (work: () => Promise<void>) => async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.target
    if (waits || !(form instanceof Element)) return
    for (let tries = 0; tries < LOOKS && form.querySelector(LOOKING) !== null; tries++) {
      waits = true
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    waits = false
    const unread = form.querySelector<HTMLElement>("[data-unread]")
    if (unread === null) void work()
    else unread.focus()
  }
  return { busy, problem, fields, run, submit }
}
