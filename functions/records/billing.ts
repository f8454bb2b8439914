/** How often products are billed, and how many times. */

import { Problem } from "../../shared/problem.ts"
import type { Frequency } from "../../shared/product.ts"

type Billing = { frequency: Frequency; cycles?: number | undefined }

/** Throws when a number of cycles does not go with how often something is billed. */
export function checkBilling({ frequency, cycles }: Billing): void {
  if (frequency === "one-time" && cycles !== undefined) throw refuse("must be null for what is billed once")
  if (frequency === "weekly" && cycles === undefined) throw refuse("must be given for what is billed weekly")
}

/** What is billed once from now on has no cycles any more, unless the request says so. */
export function frequencyAfter(before: Billing, body: { billing_frequency?: Frequency | undefined }): Billing {
  const frequency = body.billing_frequency ?? before.frequency
  return { frequency, cycles: frequency === "one-time" ? undefined : before.cycles }
}

function refuse(why: string): Problem {
  return new Problem("invalid", `billing_frequency_cycles: ${why}`, { billing_frequency_cycles: why })
}
