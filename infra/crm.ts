import { type App, CfnOutput, Stack } from "aws-cdk-lib"
import { EmailIdentity, Identity as Sender } from "aws-cdk-lib/aws-ses"
import { Events } from "./events.ts"
import { Files } from "./files.ts"
import { HttpApi } from "./http-api.ts"
import { Identity } from "./identity.ts"
import { Jobs } from "./jobs.ts"
import { Live } from "./live.ts"
import { Projector } from "./projector.ts"
import { Site } from "./site.ts"
import { stageOf } from "./stage.ts"
import { Store } from "./store.ts"
import { Watch } from "./watch.ts"
import { Webhooks } from "./webhooks.ts"

/** The whole product in one stack: one per stage and region. */
export class Crm extends Stack {
  constructor(app: App) {
    const stage = stageOf(app.node)
    super(app, `halyard-${stage.name}`, { env: { region: stage.region }, terminationProtection: stage.keeps })
    const store = new Store(this, "Store", stage)
    const identity = new Identity(this, "Identity", stage, store)
    const files = new Files(this, "Files", stage)
    const live = new Live(this, "Live", { stage, store, identity })
    const data = { TABLE_NAME: store.table.tableName }
    const api = new HttpApi(this, "HttpApi", stage, {
      ...data,
      ...identity.environment,
      RATE_BURST: String(stage.rate.burst),
      RATE_DAILY: String(stage.rate.daily),
    })
    const site = new Site(this, "Site", { stage, api, identity, live, files })
    const mailFrom = `no-reply@${stage.mailDomain}`
    const siteUrl = stage.endpoint ?? `https://${site.distribution.distributionDomainName}`
    const events = new Events(this, "Events", stage, { ...data, MAIL_FROM: mailFrom, SITE_URL: siteUrl })
    api.functions.outside.addEnvironment("SITE_URL", siteUrl).addEnvironment("AUDIT_DAYS", String(stage.auditDays))
    api.functions.outside.addEnvironment("WEBHOOK_HOSTS", stage.webhookHosts)
    const orderers = [api.functions.outside, events.subscribers.webhookHearer]
    const webhooks = new Webhooks(this, "Webhooks", { stage, store, siteUrl, orderers })
    const projector = new Projector(this, "Projector", { stage, store, live, bus: events.bus })
    const jobs = new Jobs(this, "Jobs", {
      stage,
      store,
      files,
      starter: api.functions.imports,
      projector: projector.lambda,
    })
    grant(store, api, events, identity)
    files.serves(api.functions.files, "files")
    files.serves(api.functions.goods, "products")
    files.clears(api.functions.goods, "products")
    files.serves(api.functions.v1Bytes, "files")
    files.clears(api.functions.v1Bytes, "files")
    files.clears(projector.lambda, "files", "products")
    const sender = new EmailIdentity(this, "Sender", { identity: Sender.domain(stage.mailDomain) })
    sender.grantSendEmail(events.subscribers.invitations)
    new Watch(this, "Watch", {
      stage: stage.name,
      functions: [
        ...Object.values(api.functions),
        ...Object.values(events.subscribers),
        identity.claims,
        live.joining,
        projector.lambda,
        projector.rebuild,
        jobs.importer,
        jobs.lookAfter,
        webhooks.sender,
      ],
      projector: projector.lambda,
      api: api.api,
      table: store.table,
      deadLetters: [projector.deadLetters, ...events.deadLetters, webhooks.dead],
    })
    new CfnOutput(this, "SiteBucket", { value: site.bucket.bucketName })
    new CfnOutput(this, "Url", { value: siteUrl })
  }
}

/** Who may do what with the data and the user pool. Readers still count requests against their limits. */
function grant(store: Store, { functions }: HttpApi, events: Events, identity: Identity): void {
  const {
    deals,
    board,
    around,
    docs,
    pipelines,
    persons,
    organizations,
    activities,
    notes,
    goods,
    files,
    flow,
    search,
    reports,
    fields,
    users,
    workspaces,
    imports,
    samples,
    outside,
    v1,
    v1Texts,
    v1Bytes,
  } = functions
  for (const writer of [
    deals,
    around,
    pipelines,
    persons,
    organizations,
    activities,
    notes,
    goods,
    files,
    fields,
    users,
    workspaces,
    imports,
    samples,
    outside,
    v1,
    v1Texts,
    v1Bytes,
  ])
    store.writes(writer)
  for (const reader of [board, docs, flow, search, reports]) store.readsAndCounts(reader)
  store.writes(events.subscribers.invitations)
  store.writes(events.subscribers.relabel)
  store.writes(events.subscribers.relink)
  store.writes(events.subscribers.notifier)
  store.writes(events.subscribers.webhookHearer)
  for (const manager of [users, v1]) {
    identity.manages(manager, "AdminGetUser", "AdminEnableUser", "AdminDisableUser", "AdminUserGlobalSignOut")
  }
  identity.manages(workspaces, "AdminGetUser", "AdminUpdateUserAttributes", "AdminCreateUser", "AdminSetUserPassword")
}
