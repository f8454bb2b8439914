/** The workspaces that are measured, and the way in. */
import {
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider"
import { addAccount, api, hasWorkspace, poolOf, renewedToken, signInAs } from "../../infra/local/people.ts"
import type { Standing } from "./data/business.ts"
import type { Stack } from "./running.ts"

export const WORKSPACES = {
  board: { id: "7000000010", deals: 10_000, standing: "open" },
  "1k": { id: "7000000001", deals: 1000, standing: "worked" },
  "10k": { id: "7000000002", deals: 10_000, standing: "worked" },
  "100k": { id: "7000000003", deals: 100_000, standing: "worked" },
  empty: { id: "7000000004", deals: 0, standing: "open" },
} as const satisfies Record<string, { id: string; deals: number; standing: Standing }>

/** Moves a text's keys into a twin of a workspace, whose id is as long, so that its items are of the same size. */
export function toTwin(id: string): (text: string) => string {
  return (text) => text.replaceAll(`${id}#`, `8${id.slice(1)}#`)
}

/** Those that are filled straight into the engine, and one that is made as people make it, with the samples they see. */
export type Filled = keyof typeof WORKSPACES
export type WorkspaceName = Filled | "demo"
export type Login = { email: string; password: string }

export const loginOf = (name: WorkspaceName): Login => ({ email: `${name}@bench.example`, password: "Halyard-bench-1" })

/** Makes the account of a workspace's admin and signs in; answers the access token. */
export async function enter(stack: Stack, name: WorkspaceName): Promise<string> {
  const { url, region, operator } = stack
  const { email, password } = loginOf(name)
  await addAccount(stack, email, "Seller 1", password)
  if (name === "demo") return await enterDemo(stack)
  const { userPoolId } = await poolOf(url)
  const client = new CognitoIdentityProviderClient({ endpoint: url, region, credentials: operator })
  const attributes = { "custom:workspace": WORKSPACES[name].id, "custom:user": "1" }
  await client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: userPoolId,
      Username: email,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  )
  client.destroy()
  return signInAs(url, email, password)
}

async function enterDemo({ url }: Stack): Promise<string> {
  const { email, password } = loginOf("demo")
  const stranger = await signInAs(url, email, password)
  if (await hasWorkspace()) return stranger
  const workspace = { name: "Demo", person_name: "Seller 1", currency: "EUR", zone: "UTC" }
  await api(url, stranger, "POST", "/api/v2/workspaces", workspace)
  const token = await renewedToken()
  await api(url, token, "POST", "/api/v2/samples", {})
  return token
}
