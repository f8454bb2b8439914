/**
 * Signs people in with the few calls that Amplify makes, and without its arithmetic, which takes far longer: tests sign in
 * hundreds of times. Amplify itself is held by `cognito-amplify.test.ts` and by the browser tests of signing in.
 */
import { CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider"
import { poolOf, type Session } from "../../infra/local/people.ts"
import { srpSignIn } from "./srp-client.ts"

type Door = { sdk: CognitoIdentityProviderClient; clientId: string; poolId: string }

const doors = new Map<string, Promise<Door>>()

function doorOf(url: string): Promise<Door> {
  const known = doors.get(url)
  if (known !== undefined) return known
  const door = poolOf(url).then(({ userPoolId: poolId, userPoolClientId: clientId }) => ({
    // what strangers may call needs no signature
    sdk: new CognitoIdentityProviderClient({
      endpoint: url,
      region: poolId.split("_")[0] ?? "",
      credentials: { accessKeyId: "nobody", secretAccessKey: "nobody" },
    }),
    clientId,
    poolId,
  }))
  doors.set(url, door)
  return door
}

/** Answers an access token; what a browser keeps of someone who has signed in goes into `session`. */
export async function enter(url: string, email: string, password: string, session: Session): Promise<string> {
  const door = await doorOf(url)
  const { AuthenticationResult: given } = await srpSignIn(door, email, password)
  return keep(door, email, { ...given }, session)
}

/** The token with the claims they have now, of someone whose session it is. */
export async function renewed(url: string, email: string, session: Session): Promise<string> {
  const door = await doorOf(url)
  const refreshToken = [...session].find(([name]) => name.endsWith(".refreshToken"))?.[1] ?? ""
  const { AuthenticationResult: given } = await door.sdk.send(
    new InitiateAuthCommand({
      ClientId: door.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    }),
  )
  return keep(door, email, { RefreshToken: refreshToken, ...given }, session)
}

type Tokens = { AccessToken?: string | undefined; IdToken?: string | undefined; RefreshToken?: string | undefined }

function keep({ clientId }: Door, email: string, tokens: Tokens, session: Session): string {
  const { AccessToken = "", IdToken = "", RefreshToken = "" } = tokens
  const { username } = JSON.parse(Buffer.from(AccessToken.split(".")[1] ?? "", "base64url").toString()) as {
    username: string
  }
  const all = `CognitoIdentityServiceProvider.${clientId}`
  session.set(`${all}.LastAuthUser`, username)
  const own = {
    accessToken: AccessToken,
    idToken: IdToken,
    refreshToken: RefreshToken,
    clockDrift: "0",
    signInDetails: JSON.stringify({ loginId: email, authFlowType: "USER_SRP_AUTH" }),
  }
  for (const [name, value] of Object.entries(own)) session.set(`${all}.${username}.${name}`, value)
  return AccessToken
}
