import { AwsError } from "../aws-error.ts"
import type { Idp } from "./idp.ts"
import { claimed } from "./jwt.ts"
import { admin, OfBearer, OfClient, OfUser, type Operations, open, openFor, Secret } from "./operation.ts"
import { bearer } from "./tokens.ts"

export function signOutOperations(idp: Idp): { open: Operations; admin: Operations } {
  return {
    open: {
      GlobalSignOut: open(OfBearer, (input) => {
        const { client, user } = bearer(idp, input.AccessToken)
        idp.refreshTokens.endAll(client.pool, user.username)
      }),
      RevokeToken: openFor(idp, OfClient.extend({ Token: Secret }), (client, input) => {
        if (!client.properties.EnableTokenRevocation) {
          throw new AwsError("UnsupportedOperationException", "Token revocation is not enabled for this client.")
        }
        if (claimed(input.Token) !== undefined) {
          throw new AwsError("UnsupportedTokenTypeException", "Only a refresh token can be revoked.")
        }
        idp.refreshTokens.revoke(client, input.Token)
      }),
    },
    admin: {
      AdminUserGlobalSignOut: admin(idp, OfUser, (pool, input) => {
        idp.refreshTokens.endAll(pool, idp.users.need(pool, input.Username).username)
      }),
    },
  }
}
