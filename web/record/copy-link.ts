import { toast } from "../ui/toast.tsx"
import { pathOf, type Ref } from "./ref.ts"

export async function copyLink(ref: Ref): Promise<void> {
  const url = new URL(pathOf(ref), location.href).href
  await navigator.clipboard.writeText(url).then(
    () => toast("The link is copied"),
    () => toast(`The link could not be copied: ${url}`, { kind: "error" }),
  )
}
