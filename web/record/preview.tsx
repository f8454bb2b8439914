import { useQuery } from "@tanstack/solid-query"
import { Match, Switch } from "solid-js"
import type { FileAnswer } from "../../shared/api/files.ts"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { IconDownload } from "../ui/icons.ts"
import { Failed, Skeleton } from "../ui/state.tsx"

/** An image or a document, shown over the page. */
export function Preview(props: { file: FileAnswer; onClose: () => void; onDownload: () => void }) {
  const where = useQuery<{ url: string }>(() => ({
    queryKey: ["preview", props.file.id],
    queryFn: () => call("GET /api/v2/files/{id}/download", { params: { id: props.file.id }, query: { inline: true } }),
    gcTime: 0,
  }))
  return (
    <Dialog open={true} onOpen={(open) => !open && props.onClose()} title={props.file.file_name} wide>
      <div data-file-preview>
        <Switch fallback={<Skeleton height="60vh" />}>
          <Match when={where.isError}>
            <Failed error={where.error} onRetry={() => void where.refetch()} />
          </Match>
          <Match when={settled(where)}>
            {(at) =>
              props.file.type === "application/pdf" ? (
                <iframe src={at().url} title={props.file.file_name} />
              ) : (
                <img src={at().url} alt={props.file.file_name} />
              )
            }
          </Match>
        </Switch>
        <Button icon={<IconDownload />} onClick={() => props.onDownload()}>
          Download
        </Button>
      </div>
    </Dialog>
  )
}
