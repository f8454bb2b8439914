import { createSignal, type JSX } from "solid-js"
import type Squire from "squire-rte"
import { Button } from "./button.tsx"
import { TextField } from "./field.tsx"
import { IconBold, IconItalic, IconLink, IconList } from "./icons.ts"
import { Popover } from "./popover.tsx"
import { linkUrl } from "./rich-keys.ts"
import { Tooltip } from "./tooltip.tsx"

type Props = { editor: Squire | undefined; path: string }

/** What the text under the caret is, and changing it. */
export function RichBar(props: Props) {
  const has = (tag: string) => {
    void props.path
    return props.editor?.hasFormat(tag) === true
  }
  const isList = () => /(^|>)UL/.test(props.path)
  return (
    <div data-rich-bar role="toolbar" aria-label="Formatting">
      <Format
        label="Bold"
        keys="Ctrl B"
        icon={<IconBold />}
        on={has("B")}
        onPress={() => (has("B") ? props.editor?.removeBold() : props.editor?.bold())}
      />
      <Format
        label="Italic"
        keys="Ctrl I"
        icon={<IconItalic />}
        on={has("I")}
        onPress={() => (has("I") ? props.editor?.removeItalic() : props.editor?.italic())}
      />
      <Format
        label="List"
        keys="Ctrl Shift 8"
        icon={<IconList />}
        on={isList()}
        onPress={() => (isList() ? props.editor?.removeList() : props.editor?.makeUnorderedList())}
      />
      <LinkButton editor={props.editor} on={has("A")} />
    </div>
  )
}

function Format(props: { label: string; keys: string; icon: JSX.Element; on: boolean; onPress: () => void }) {
  return (
    <Tooltip text={props.label} keys={props.keys}>
      <Button
        kind="quiet"
        size="s"
        icon={props.icon}
        aria-label={props.label}
        aria-pressed={props.on}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => props.onPress()}
      />
    </Tooltip>
  )
}

function LinkButton(props: { editor: Squire | undefined; on: boolean }) {
  const [open, setOpen] = createSignal(false)
  const [url, setUrl] = createSignal("")
  const [problem, setProblem] = createSignal<string>()
  const show = (is: boolean) => {
    setUrl("")
    setProblem(undefined)
    setOpen(is)
  }
  const link = () => {
    const address = linkUrl(url())
    if (address === undefined) return setProblem("Not an address: try example.com/page")
    show(false)
    props.editor?.focus().makeLink(address)
  }
  const unlink = () => {
    show(false)
    props.editor?.focus().removeLink()
  }
  return (
    <Popover label="Link" open={open()} onOpen={show} class="rich-link" trigger={<IconLink />}>
      <div data-form>
        <TextField
          label="Address"
          value={url()}
          error={problem()}
          placeholder="example.com/page"
          inputmode="url"
          onValue={(text) => {
            setUrl(text)
            setProblem(undefined)
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") link()
          }}
        />
        <div data-form-foot>
          <Button kind="primary" size="s" onClick={link}>
            Link
          </Button>
          <Button kind="quiet" size="s" disabled={!props.on} onClick={unlink}>
            Remove the link
          </Button>
        </div>
      </div>
    </Popover>
  )
}
