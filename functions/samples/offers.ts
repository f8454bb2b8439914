/** What is sold: a scheduling system for people who work on the road. */
export const OFFERS = [
  "annual plan",
  "pilot in one depot",
  "pilot for two teams",
  "roll-out to all sites",
  "40 seats",
  "120 seats",
  "dispatch module",
  "route planning",
  "mobile app for the crew",
  "stock tracking",
  "move from spreadsheets",
  "replacement of the old planner",
  "onboarding package",
  "data migration",
  "integration with accounting",
  "training days",
  "time sheets",
  "customer portal",
] as const

/** What those who have talked to us before may also want. */
export const LATER_OFFERS = [
  "renewal with extra seats",
  "second location",
  "three-year agreement",
  "premium support",
  "extra crews for the season",
] as const

export const PARTNER_OFFERS = [
  "reseller agreement",
  "referral partnership",
  "joint integration",
  "regional partner",
  "shared webinar series",
  "marketplace listing",
  "training partner",
] as const

export const LOST_REASONS = [
  { text: "Price too high", weight: 24 },
  { text: "Chose a competitor", weight: 20 },
  { text: "No budget this year", weight: 17 },
  { text: "Stopped answering", weight: 16 },
  { text: "Missing feature", weight: 9 },
  { text: "Bad timing", weight: 8 },
  { text: "Stays with the present solution", weight: 6 },
] as const

export const SOURCES = [
  { label: "Website", weight: 30 },
  { label: "Referral", weight: 24 },
  { label: "Outbound", weight: 22 },
  { label: "Trade fair", weight: 14 },
  { label: "Partner", weight: 10 },
] as const
