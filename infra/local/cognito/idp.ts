/** What every operation of the identity provider works with. */
import type { Context } from "../family.ts"
import { type Challenges, createChallenges } from "./challenges.ts"
import { type Codes, createCodes } from "./codes.ts"
import { createLockout, type Lockout } from "./lockout.ts"
import type { Pool } from "./pool.ts"
import { createPools, type Pools } from "./pools.ts"
import { createRefreshTokens, type RefreshTokens } from "./refresh-tokens.ts"
import { createUsers, type Users } from "./users.ts"

export type Idp = {
  context: Context
  pools: Pools
  users: Users
  lockout: Lockout
  codes: Codes
  challenges: Challenges
  refreshTokens: RefreshTokens
}

export function createIdp(context: Context, opened: (pool: Pool) => void): Idp {
  return {
    context,
    pools: createPools(context, opened),
    users: createUsers(context),
    lockout: createLockout(context),
    codes: createCodes(context),
    challenges: createChallenges(context),
    refreshTokens: createRefreshTokens(context),
  }
}
