import type { PreTokenGenerationV2TriggerHandler } from "aws-lambda"
import { traced } from "../audit/trace.ts"
import { commit } from "../data/commit.ts"
import { logger } from "../platform/telemetry.ts"

/** A token that is renewed is no sign-in. */
const SIGN_IN = "TokenGeneration_Authentication"

/** Cognito asks before it issues tokens: the access token then says which workspace and user it stands for. */
export const handler: PreTokenGenerationV2TriggerHandler = async (event) => {
  const { "custom:workspace": workspace, "custom:user": user, email = "" } = event.request.userAttributes
  if (workspace === undefined || user === undefined) return event
  if (event.triggerSource === SIGN_IN) await note(workspace, user, email)
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { workspace, user } } },
  }
  return event
}

/** Nobody is kept out because their sign-in could not be noted. */
async function note(workspaceId: string, user: string, name: string): Promise<void> {
  const by = { workspaceId, userId: Number(user), via: "app" as const }
  const act = { action: "signed in" as const, object: "user", objectId: user, name }
  await commit(traced(by, act, Date.now())).catch((error: unknown) =>
    logger.error("a sign-in was not noted", error as Error),
  )
}
