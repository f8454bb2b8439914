import type { PreTokenGenerationV2TriggerHandler } from "aws-lambda"

/** Cognito asks before it issues tokens: the access token then says which workspace and user it stands for. */
export const handler: PreTokenGenerationV2TriggerHandler = async (event) => {
  const { "custom:workspace": workspace, "custom:user": user } = event.request.userAttributes
  if (workspace === undefined || user === undefined) return event
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { workspace, user } } },
  }
  return event
}
