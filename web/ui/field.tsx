import { type JSX, splitProps } from "solid-js"
import { type Common, Frame } from "./frame.tsx"

type TextProps = Common &
  Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput"> & { value: string; onValue: (value: string) => void }

/** What is too long is typed and pasted whole, so that people see what to shorten; no form takes it so. */
function tooMuch(value: string, most: string | number | undefined): string | undefined {
  if (most === undefined || value.trim().length <= Number(most)) return undefined
  return `At most ${most} characters; these are ${value.trim().length}.`
}

/** A line of text with its label, a hint, and what is wrong with it. */
export function TextField(props: TextProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "quietLabel", "value", "onValue", "maxlength"])
  const tooLong = () => tooMuch(own.value, own.maxlength)
  return (
    <Frame label={own.label} hint={own.hint} error={tooLong() ?? own.error} quietLabel={own.quietLabel === true}>
      {(ids) => (
        <input
          {...rest}
          id={ids.id}
          data-input
          value={own.value}
          data-unread={tooLong() && ""}
          aria-invalid={ids.invalid}
          aria-describedby={ids.described}
          onInput={(event) => own.onValue(event.currentTarget.value)}
        />
      )}
    </Frame>
  )
}

type AreaProps = Common &
  Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput"> & { value: string; onValue: (value: string) => void }

export function TextArea(props: AreaProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "quietLabel", "value", "onValue", "maxlength"])
  const tooLong = () => tooMuch(own.value, own.maxlength)
  return (
    <Frame label={own.label} hint={own.hint} error={tooLong() ?? own.error} quietLabel={own.quietLabel === true}>
      {(ids) => (
        <textarea
          {...rest}
          id={ids.id}
          data-input
          value={own.value}
          data-unread={tooLong() && ""}
          aria-invalid={ids.invalid}
          aria-describedby={ids.described}
          onInput={(event) => own.onValue(event.currentTarget.value)}
        />
      )}
    </Frame>
  )
}

type Option = { value: string; label: string }
/** What a list holds: options, and groups of them under a name. */
export type Options = readonly (Option | { group: string; options: readonly Option[] })[]

type SelectProps = Common &
  Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, "onChange"> & {
    value: string
    onValue: (value: string) => void
    options: Options
  }

/** One of a few choices: the platform's own list, which works everywhere. */
export function SelectField(props: SelectProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "quietLabel", "value", "onValue", "options"])
  const one = (option: Option) => (
    <option value={option.value} selected={option.value === own.value}>
      {option.label}
    </option>
  )
  return (
    <Frame label={own.label} hint={own.hint} error={own.error} quietLabel={own.quietLabel === true}>
      {(ids) => (
        <select
          {...rest}
          id={ids.id}
          data-input
          aria-invalid={ids.invalid}
          aria-describedby={ids.described}
          onChange={(event) => own.onValue(event.currentTarget.value)}
        >
          {own.options.map((entry) =>
            "group" in entry ? <optgroup label={entry.group}>{entry.options.map(one)}</optgroup> : one(entry),
          )}
        </select>
      )}
    </Frame>
  )
}
