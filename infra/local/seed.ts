/** What a new data folder starts with: a team that signed up, invited each other and has worked for a year. */
import { setTimeout as delay } from "node:timers/promises"
import { addAccount, api, hasWorkspace, mailTo, Refused, renewedToken, type Stack, signInAs } from "./people.ts"

export type Login = { email: string; password: string; role: "admin" | "regular" }
export type Seeded = { apiToken: string; users: Login[] }

const PASSWORD = "Halyard-demo-1"
const FOUNDER = { name: "Ada Lindqvist", email: "ada@demo.example" }

type User = { id: number; name: string; email: string | null; status: string }

/** People beside the founder who can sign in. */
const JOINING = 2
/** Times that the samples are asked for on a machine too slow to write them within one request. */
const TRIES = 10
const LOOKS_EVERY_MS = 200
const MOST_LOOKS = 600

/** Fills a stack with the demo workspace, through the product's own front door. What was cut short is taken up where it was. */
export async function seedDemo(stack: Stack): Promise<Seeded> {
  const { url } = stack
  await addAccount(stack, FOUNDER.email, FOUNDER.name, PASSWORD)
  const first = await signInAs(url, FOUNDER.email, PASSWORD)
  if (!(await hasWorkspace())) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const team = {
      name: "Northwind Demo",
      person_name: FOUNDER.name,
      currency: "USD",
      zone: zone === "" ? "UTC" : zone,
    }
    await api(url, first, "POST", "/api/v2/workspaces", team)
  }
  const token = await renewedToken()
  // what follows from the samples follows later, as ever; the colleagues' invitations need not wait behind it
  const [users] = await Promise.all([colleagues(url, token), addSamples(url, token)])
  const { token: apiToken } = await api<{ token: string }>(url, token, "POST", "/api/v2/tokens", { name: "Demo" })
  return { apiToken, users }
}

/** Lets some of the team that comes with the samples sign in. */
async function colleagues(url: string, token: string): Promise<Login[]> {
  const team = await teamOf(url, token)
  const users: Login[] = [{ email: FOUNDER.email, password: PASSWORD, role: "admin" }]
  for (const { email, status } of team) {
    if (status === "active" && email !== null && email !== FOUNDER.email) {
      users.push({ email, password: PASSWORD, role: "regular" })
    }
  }
  for (const user of team) {
    if (user.status === "pending" && users.length <= JOINING) users.push(await invite(url, token, user))
  }
  return users
}

/** The team, which is there before most of the samples are. */
async function teamOf(url: string, token: string): Promise<User[]> {
  for (let tries = 1; ; tries++) {
    const team = await api<User[]>(url, token, "GET", "/api/v2/users")
    if (team.length > JOINING || tries === MOST_LOOKS) return team
    await delay(LOOKS_EVERY_MS)
  }
}

async function addSamples(url: string, token: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await api(url, token, "POST", "/api/v2/samples", {})
    } catch (error) {
      if (error instanceof Refused && error.status === 409) return
      if (!(error instanceof Refused) || error.status < 500 || tries === TRIES) throw error
    }
  }
}

async function invite(url: string, token: string, { id, name }: User): Promise<Login> {
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
