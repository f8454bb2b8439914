/** What a new data folder starts with: a team that signed up, invited each other and has worked for a year. */
import { addAccount, api, mailTo, renewedToken, type Stack, signInAs } from "./people.ts"

export type Login = { email: string; password: string; role: "admin" | "regular" }
export type Seeded = { apiToken: string; users: Login[] }

const PASSWORD = "Halyard-demo-1"
const FOUNDER = { name: "Ada Lindqvist", email: "ada@demo.example" }

/** Fills an empty stack with the demo workspace, through the product's own front door. */
export async function seedDemo(stack: Stack): Promise<Seeded> {
  const { url } = stack
  await addAccount(stack, FOUNDER.email, FOUNDER.name, PASSWORD)
  const first = await signInAs(url, FOUNDER.email, PASSWORD)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const team = { name: "Northwind Demo", person_name: FOUNDER.name, currency: "USD", zone: zone === "" ? "UTC" : zone }
  await api(url, first, "POST", "/api/v2/workspaces", team)
  const token = await renewedToken()
  await api(url, token, "POST", "/api/v2/samples", {})
  const { token: apiToken } = await api<{ token: string }>(url, token, "POST", "/api/v2/tokens", { name: "Demo" })
  const colleagues = await api<{ id: number; name: string; status: string }[]>(url, token, "GET", "/api/v2/users")
  const joining = colleagues.filter((user) => user.status === "pending").slice(0, 2)
  const joined: Login[] = []
  for (const { id, name } of joining) joined.push(await invite(url, token, id, name))
  return { apiToken, users: [{ email: FOUNDER.email, password: PASSWORD, role: "admin" }, ...joined] }
}

async function invite(url: string, token: string, id: number, name: string): Promise<Login> {
  const email = `${name
    .split(" ")[0]
    ?.normalize("NFKD")
    .replace(/\P{ASCII}/gu, "")
    .toLowerCase()}@demo.example`
  await api(url, token, "PATCH", `/api/v2/users/${id}`, { email })
  const { text } = await mailTo(url, email)
  const invitation = /#(\d+\.\d+\.[\w-]+)/.exec(text)?.[1]
  await api(url, undefined, "POST", "/api/v2/invitations/accept", { invitation, name, password: PASSWORD })
  return { email, password: PASSWORD, role: "regular" }
}
