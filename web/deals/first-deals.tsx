import { A } from "@solidjs/router"
import type { JSX } from "solid-js"
import { Button } from "../ui/button.tsx"
import { IconImport, IconPlus } from "../ui/icons.ts"

/** How a place without deals gets some: by hand, or from elsewhere. */
export function FirstDeals(props: { onAdd: () => void; children?: JSX.Element }) {
  return (
    <div data-empty-acts>
      <Button kind="primary" icon={<IconPlus />} onClick={() => props.onAdd()}>
        Add a deal
      </Button>
      <A href="/import" data-button="plain">
        <IconImport />
        Import deals
      </A>
      {props.children}
    </div>
  )
}
