/** What notes say. `{person}` and `{organization}` stand for names. */
import type { Phase } from "./course.ts"

export type NoteKind = Phase | "won" | "lost" | "person" | "organization"

export const NOTE_TEXTS: Record<NoteKind, readonly string[]> = {
  early: [
    "<p>{person} found us through a colleague. They plan crews on a whiteboard and lose about an hour every morning.</p>",
    "<p>Good first call with {person}. Three sites, the largest one decides.</p>",
    "<p>They are looking at two others. {person} cares most about how fast the crew learns it.</p>",
    "<p>Budget year starts in spring. {person} asked us to keep in touch until then.</p>",
    "<p>First talk was short: {person} was on the way to a site. Wants facts in writing, no slides.</p>",
    "<p>Pain points:</p><ul><li>double bookings</li><li>no view of who is free</li><li>paper time sheets</li></ul>",
  ],
  middle: [
    "<p>Demo went well. {person} asked for the <strong>offline mode</strong> twice, so we should show it again to the crew.</p>",
    "<p>Finance joined and wants monthly invoices per site.</p>",
    "<p>Trial account is open. Six people signed in on the first day.</p>",
    "<p>Questions after the demo:</p><ol><li>Can drivers swap jobs?</li><li>How is overtime counted?</li><li>Where is the data kept?</li></ol>",
    "<p>{person} is on our side but needs the agreement of the works council.</p>",
    "<p>The present contract with the other supplier runs for four more months.</p>",
    "<p>They liked the map, less so the reports. Send an example of a weekly report.</p>",
  ],
  late: [
    "<p>Proposal sent. {person} reads it with the board at the end of the week.</p>",
    "<p>They ask for ten per cent off for a three-year term. Five would be fine for us.</p>",
    "<p>Legal wants the notice period cut to one month.</p>",
    "<p>{person} says yes, the signature waits for the managing director to return.</p>",
    "<p>Start date moved by two weeks because of their stocktaking.</p>",
    "<p>Last open point is the migration of old jobs. We offered to do it for them.</p>",
  ],
  won: [
    "<p>Signed. Hand over to onboarding: {person} is the contact, first training in the week after next.</p>",
    "<p>What decided it: the pilot, and that we answered the same day.</p>",
    "<p>They agreed to be named as a reference for {organization} after three months.</p>",
  ],
  lost: [
    "<p>{person} called to say no. They were kind about it and would talk again next year.</p>",
    "<p>Lost on price: the other offer was a third lower, without support.</p>",
    "<p>No answer to five attempts. Closing it for now.</p>",
    "<p>Lesson: we met the person who decides far too late.</p>",
  ],
  person: [
    "<p>Prefers calls before ten. No e-mail on Fridays.</p>",
    "<p>Used to plan tours at another company and knows the market well.</p>",
    "<p>Met at the spring fair. Asked good questions about integrations.</p>",
    "<p>Is moving to another role in autumn; ask who follows.</p>",
  ],
  organization: [
    "<p>Family business in its third generation, grows by about a tenth each year.</p>",
    "<p>Bought a smaller competitor last year; both still use different systems.</p>",
    "<p>Purchasing is central, but each site may choose its own tools below a limit.</p>",
    "<p>Season runs from March to October. Nobody has time for projects then.</p>",
    "<p>New warehouse opens next year: good moment to talk about more seats.</p>",
  ],
}
