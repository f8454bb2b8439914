/** What activities are called, by how far the deal has come, or when they are about a person alone. */
import type { Phase } from "./course.ts"

export type ActivityType = "call" | "meeting" | "task" | "deadline" | "email" | "lunch"
export type Subject = { type: ActivityType; text: string }

export const SUBJECTS: Record<Phase | "contact", readonly Subject[]> = {
  early: [
    { type: "call", text: "First call" },
    { type: "call", text: "Call back about the enquiry" },
    { type: "call", text: "Find out who decides" },
    { type: "call", text: "Ask about team size and sites" },
    { type: "email", text: "Send the introduction" },
    { type: "email", text: "Share two customer stories" },
    { type: "meeting", text: "Discovery meeting" },
    { type: "task", text: "Look up the company" },
    { type: "task", text: "Prepare questions for the first call" },
  ],
  middle: [
    { type: "meeting", text: "Demo for the team" },
    { type: "meeting", text: "Demo with dispatch and finance" },
    { type: "call", text: "Follow up on the demo" },
    { type: "call", text: "Agree on what the pilot must show" },
    { type: "call", text: "Go through the open questions" },
    { type: "email", text: "Send the price list" },
    { type: "email", text: "Answer the security questions" },
    { type: "task", text: "Set up a trial account" },
    { type: "task", text: "Prepare demo data for their routes" },
    { type: "deadline", text: "Trial ends" },
    { type: "lunch", text: "Lunch with the project lead" },
  ],
  late: [
    { type: "call", text: "Call about the proposal" },
    { type: "call", text: "Clear up the last points of the contract" },
    { type: "call", text: "Ask for the decision" },
    { type: "meeting", text: "Price negotiation" },
    { type: "meeting", text: "Walk through the contract" },
    { type: "meeting", text: "Plan the first month" },
    { type: "email", text: "Send the revised proposal" },
    { type: "email", text: "Send the contract to sign" },
    { type: "task", text: "Get the discount approved" },
    { type: "task", text: "Draft the implementation plan" },
    { type: "deadline", text: "Proposal is valid until today" },
    { type: "lunch", text: "Lunch with the managing director" },
  ],
  contact: [
    { type: "call", text: "Ask how it is going" },
    { type: "call", text: "Catch up after the trade fair" },
    { type: "lunch", text: "Lunch to stay in touch" },
    { type: "email", text: "Invite to the user day" },
    { type: "task", text: "Check for news about the company" },
  ],
}

/** How often each type comes up. */
export const TYPE_WEIGHT: Record<ActivityType, number> = {
  call: 1.1,
  meeting: 1.2,
  task: 1,
  deadline: 1,
  email: 1.3,
  lunch: 0.6,
}
