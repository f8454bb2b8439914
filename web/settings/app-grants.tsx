import { useQuery } from "@tanstack/solid-query"
import { createSignal, For, Show } from "solid-js"
import type { OauthAppAnswer } from "../../shared/api/oauth-apps.ts"
import { call } from "../app/client.ts"
import { settled } from "../app/queries.ts"
import { Button } from "../ui/button.tsx"
import { Failed, Skeleton } from "../ui/state.tsx"
import { dayText } from "./words.ts"

/** Who allows an app to act for them, and the end of it. */
export function AppGrants(props: { app: OauthAppAnswer }) {
  const params = () => ({ id: props.app.id })
  const grants = useQuery(() => ({
    queryKey: ["oauth-grants", props.app.id],
    queryFn: () => call("GET /api/v2/oauth/apps/{id}/grants", { params: params() }),
    staleTime: 0,
  }))
  const [problem, setProblem] = createSignal<string>()
  const revoke = async (userId: number) => {
    setProblem(undefined)
    try {
      await call("DELETE /api/v2/oauth/apps/{id}/grants/{user_id}", { params: { ...params(), user_id: userId } })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It was not ended")
    }
    await grants.refetch()
  }
  return (
    <Show when={!grants.isError} fallback={<Failed error={grants.error} onRetry={() => void grants.refetch()} />}>
      <Show when={problem()}>
        {(text) => (
          <p data-problem role="alert">
            {text()}
          </p>
        )}
      </Show>
      <ul data-rows aria-label={`People who allow ${props.app.name}`}>
        <Show
          when={settled(grants)}
          fallback={
            <li data-row aria-hidden="true">
              <Skeleton width="10rem" />
            </li>
          }
        >
          {(list) => (
            <For each={list()} fallback={<li data-none>Nobody yet.</li>}>
              {(grant) => (
                <li data-row>
                  <div data-row-main>
                    <strong>{grant.user_name}</strong>
                    <small>
                      Since {dayText(grant.add_time)} · {grant.scopes.join(", ")}
                    </small>
                  </div>
                  <Button
                    kind="danger"
                    aria-label={`End it for ${grant.user_name}`}
                    onClick={() => void revoke(grant.user_id)}
                  >
                    End
                  </Button>
                </li>
              )}
            </For>
          )}
        </Show>
      </ul>
    </Show>
  )
}
