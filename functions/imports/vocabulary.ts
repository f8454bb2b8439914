/**
 * The words that headers are known by, best first: of Pipedrive's exports and imports, of HubSpot's and Google's, and what
 * people call these things. All in lower case, without accents and signs.
 */
import type { Target } from "../../shared/mapping.ts"

/** What a header begins with, as in `Person - Name`. */
export type Entity = "deal" | "person" | "organization" | "none"
export type Words = Partial<Record<Target, readonly string[]>>

const words = (list: string) => list.trim().split(/,\s+/)

export const DEAL: Words = {
  title: words("title, deal title, deal name, deal, opportunity name, opportunity, opportunity title"),
  value: words("value, deal value, amount, deal amount, close value, deal size, total value, revenue, price, total"),
  currency: words("currency, currency of value, currency code, deal currency, amount currency"),
  organization: words(`
    organization, organisation, organization name, company, company name, account, account name,
    associated company, client, customer, customer name, org, firm, organization 1 name
  `),
  person: words(`
    person, contact person, contact, contact name, person name, associated contact, full name,
    primary contact
  `),
  person_first_name: words("first name, given name, contact first name"),
  person_last_name: words("last name, family name, surname, contact last name"),
  person_email: words("email, e mail, email address, contact email, e mail address, person email, work email, mail"),
  person_phone: words(`
    phone, phone number, telephone, mobile, mobile phone, mobile phone number, contact phone, person phone,
    tel, work phone
  `),
  owner: words(`
    owner, deal owner, sales agent, agent, sales rep, sales representative, rep, salesperson, sales person,
    assigned to, assigned to user, account executive, account manager, contact owner, opportunity owner,
    owner name, responsible, seller
  `),
  pipeline: words("pipeline, deal pipeline, sales pipeline, pipeline name"),
  stage: words("stage, deal stage, stage pipeline, pipeline stage, sales stage, opportunity stage, stage name, phase"),
  status: words("status, deal status, opportunity status, outcome"),
  label: words("label, labels, deal label, deal labels"),
  add_time: words(`
    deal created, created, created at, created on, create date, created date, creation date, date created,
    add time, added, engage date, start date, open date, opened, opened on, created time
  `),
  expected_close_date: words(`
    expected close date, expected close, estimated close date, forecast close date, expected closing,
    expected closing date, close date expected, target date
  `),
  won_time: words("won time, won date, won on, won at, date won"),
  lost_time: words("lost time, lost date, lost on, lost at, date lost"),
  closed_on: words(`
    deal closed on, closed on, close date, closed date, closed, closed at, close time, closing date,
    date closed, end date, closed time
  `),
  lost_reason: words("lost reason, loss reason, reason lost, closed lost reason, reason for loss"),
  probability: words("probability, deal probability, win probability, chance, win chance, likelihood"),
  note: words("note, notes, note content, note body, content, comment, comments, description, remarks"),
}

export const PERSON: Words = {
  person: words("name, person, full name"),
  person_first_name: words("first name"),
  person_last_name: words("last name"),
  organization: words("organization, organization name, company"),
  owner: words("owner"),
}

export const ORGANIZATION: Words = {
  organization: words("name, organization"),
  organization_address: words("address, full combined address of address, address full combined address of address"),
  owner: words("owner"),
}

/** Columns of exports that say nothing that an import could keep. */
export const NOTHING: Record<Entity, readonly string[]> = {
  deal: words(`
    id, creator, weighted value, currency of weighted value, organization id, contact person id, update time, visible to,
    last stage change, next activity date, last activity date, last email received, last email sent,
    email messages count, total activities, done activities, activities to do, product quantity, product amount,
    product name, source origin, source origin id, source channel, source channel id, archive status, archive time,
    sequence enrollment, pipedrive system id
  `),
  person: words("id, label, marketing status, double opt in, pipedrive system id, organization id"),
  organization: words("id, label, pipedrive system id"),
  none: words(`
    record id, associated contact id, associated company id, e mail 1 type, e mail 2 type, phone 1 type, phone 2 type,
    group membership, yomi name, pipedrive system id
  `),
}

export const STATUSES: Record<"open" | "won" | "lost", readonly string[]> = {
  open: words("open, active, in progress, offen, ouvert, abierto"),
  won: words("won, closed won, win, gewonnen, gagne, ganado, ganada"),
  lost: words("lost, closed lost, loss, verloren, perdu, perdido, perdida"),
}
