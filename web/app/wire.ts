/** Amplify's live client, loaded when the page stands: what is not named here does not come with it. */
import { CONNECTION_STATE_CHANGE, ConnectionState, generateClient } from "aws-amplify/api"
import { Hub } from "aws-amplify/utils"

/** What Amplify's hub calls it when a subscription stands, be it for the first time or again. */
const STANDS = "Subscription ack"

type Hearing = { next: (data: unknown) => void; error: () => void; complete: () => void }

/** Hears whether the connection stands. Answers how to stop. */
export function watchConnection(heard: (stands: boolean) => void): () => void {
  return Hub.listen("api", ({ payload }) => {
    if (payload.event !== CONNECTION_STATE_CHANGE) return
    const state = (payload.data as { connectionState?: string } | undefined)?.connectionState
    heard(state === ConnectionState.Connected)
  })
}

/** Hears of each subscription that stands. Answers how to stop. */
export function watchStanding(heard: (query: string, variables: { place?: string }) => void): () => void {
  return Hub.listen("api", ({ payload }) => {
    const { query, variables } = (payload.data ?? {}) as { query?: string; variables?: { place?: string } }
    if (payload.event === STANDS) heard(query ?? "", variables ?? {})
  })
}

/** Starts a subscription; `next` hears what its one field answers. */
export function subscribe(
  query: string,
  variables: Record<string, string>,
  { next, error, complete }: Hearing,
): { unsubscribe(): void } | undefined {
  const stream = generateClient().graphql({ query, variables })
  if (!("subscribe" in stream)) return undefined
  const heard = ({ data }: { data?: unknown }) => next(Object.values((data ?? {}) as object)[0])
  return stream.subscribe({ next: heard, error, complete })
}
