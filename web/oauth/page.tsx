import { Navigate, useLocation } from "@solidjs/router"
import { useQuery } from "@tanstack/solid-query"
import { createEffect, Match, Switch } from "solid-js"
import type { Asked } from "../../shared/api/oauth-apps.ts"
import { Frame } from "../account/frame.tsx"
import { SignIn } from "../account/sign-in.tsx"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { isExpired, standing } from "../app/session.ts"
import { Skeleton } from "../ui/state.tsx"
import { Consent } from "./consent.tsx"

const NAMES = [
  "client_id",
  "redirect_uri",
  "response_type",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
] as const

/** What stands in the address; what is given twice is what no one can mean, and is refused with it. */
function askedIn(search: string): Asked {
  const query = new URLSearchParams(search)
  const given = NAMES.flatMap((name) => {
    const values = query.getAll(name)
    return values.length === 0 ? [] : [[name, values.join(" ")]]
  })
  return { client_id: "", redirect_uri: "", ...Object.fromEntries(given) }
}

/** Where apps of others send people: whoever has not signed in does so here first. */
export function AuthorizePage() {
  return (
    <Switch>
      <Match when={standing() === "out" || isExpired()}>
        <SignIn />
      </Match>
      <Match when={standing() === "no-workspace"}>
        <Navigate href="/start" />
      </Match>
      <Match when={standing() === "in"}>
        <Asking />
      </Match>
    </Switch>
  )
}

function Asking() {
  const location = useLocation()
  const asked = () => askedIn(location.search)
  const question = useQuery(() => ({
    queryKey: ["oauth", location.search],
    queryFn: () => call("GET /api/v2/oauth/consent", { query: asked() }),
    staleTime: Number.POSITIVE_INFINITY,
  }))
  const known = () => settled(question)
  createEffect(() => {
    const refusal = known()?.refusal
    if (refusal != null) window.location.replace(refusal)
  })
  return (
    <Switch fallback={<Waiting />}>
      <Match when={question.isError}>
        <Frame title="This link does not work" text={`${question.error?.message}.`}>
          <p>Nothing was allowed, and you were not sent on. Tell whoever made the app.</p>
          <a href="/board" data-button="plain">
            Go to your board
          </a>
        </Frame>
      </Match>
      <Match when={known()?.refusal === null ? known() : undefined}>
        {(found) => <Consent question={found()} asked={asked()} />}
      </Match>
    </Switch>
  )
}

function Waiting() {
  return (
    <Frame title="One moment">
      <Skeleton height="8rem" />
    </Frame>
  )
}
