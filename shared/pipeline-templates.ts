/** What a new workspace may start with: the stages of a trade, with how likely a deal in them is won. */

type TemplateStage = { name: string; probability: number; rottenAfterDays?: number }
export type PipelineTemplate = {
  key: string
  name: string
  /** Who it is for, in a line. */
  about: string
  pipeline: string
  stages: readonly TemplateStage[]
}

export const PIPELINE_TEMPLATES = [
  {
    key: "sales",
    name: "General sales",
    about: "From a first talk to a signature. Right for most teams.",
    pipeline: "Sales Pipeline",
    stages: [
      { name: "Qualified", probability: 10 },
      { name: "Contact Made", probability: 25 },
      { name: "Demo Scheduled", probability: 40 },
      { name: "Proposal Made", probability: 60 },
      { name: "Negotiations Started", probability: 80 },
    ],
  },
  {
    key: "software",
    name: "Software subscriptions",
    about: "A trial, a pilot, and the security review before it is signed.",
    pipeline: "New Business",
    stages: [
      { name: "Discovery", probability: 10, rottenAfterDays: 14 },
      { name: "Demo", probability: 25, rottenAfterDays: 14 },
      { name: "Trial", probability: 45, rottenAfterDays: 21 },
      { name: "Security & Legal", probability: 70, rottenAfterDays: 21 },
      { name: "Contract Sent", probability: 90, rottenAfterDays: 10 },
    ],
  },
  {
    key: "consulting",
    name: "Agency & consulting",
    about: "Briefs, workshops and statements of work.",
    pipeline: "Projects",
    stages: [
      { name: "Enquiry", probability: 10, rottenAfterDays: 7 },
      { name: "Briefing", probability: 25, rottenAfterDays: 14 },
      { name: "Scoping Workshop", probability: 45, rottenAfterDays: 21 },
      { name: "Proposal Sent", probability: 60, rottenAfterDays: 14 },
      { name: "Statement of Work", probability: 85, rottenAfterDays: 14 },
    ],
  },
  {
    key: "property",
    name: "Real estate",
    about: "Viewings, offers and the way to completion.",
    pipeline: "Buyers",
    stages: [
      { name: "New Enquiry", probability: 5, rottenAfterDays: 5 },
      { name: "Needs Agreed", probability: 15, rottenAfterDays: 14 },
      { name: "Viewings", probability: 30, rottenAfterDays: 14 },
      { name: "Offer Made", probability: 60, rottenAfterDays: 7 },
      { name: "Offer Accepted", probability: 85, rottenAfterDays: 21 },
      { name: "Contracts Exchanged", probability: 97 },
    ],
  },
  {
    key: "manufacturing",
    name: "Manufacturing & wholesale",
    about: "Samples, quotations and purchase orders.",
    pipeline: "Orders",
    stages: [
      { name: "Request Received", probability: 15, rottenAfterDays: 7 },
      { name: "Specification", probability: 30, rottenAfterDays: 21 },
      { name: "Samples Sent", probability: 45, rottenAfterDays: 30 },
      { name: "Quotation Sent", probability: 60, rottenAfterDays: 21 },
      { name: "Purchase Order Expected", probability: 85, rottenAfterDays: 14 },
    ],
  },
  {
    key: "recruiting",
    name: "Recruiting",
    about: "Vacancies to fill: from the mandate to the first day.",
    pipeline: "Placements",
    stages: [
      { name: "Vacancy Taken", probability: 20, rottenAfterDays: 7 },
      { name: "Candidates Presented", probability: 35, rottenAfterDays: 14 },
      { name: "Interviews", probability: 55, rottenAfterDays: 14 },
      { name: "Offer Out", probability: 80, rottenAfterDays: 7 },
      { name: "Start Agreed", probability: 95 },
    ],
  },
] as const satisfies readonly PipelineTemplate[]

export type TemplateKey = (typeof PIPELINE_TEMPLATES)[number]["key"]
export const TEMPLATE_KEYS = PIPELINE_TEMPLATES.map((one) => one.key) as [TemplateKey, ...TemplateKey[]]

export function pipelineTemplate(key: TemplateKey): PipelineTemplate {
  return PIPELINE_TEMPLATES.find((one) => one.key === key) ?? PIPELINE_TEMPLATES[0]
}
