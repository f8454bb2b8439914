/** Who may send: the identities of the template, and the configuration sets mails go through. */
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"

export type EventDestination = { busArn: string; eventTypes: ReadonlySet<string> }

export type Sender = { arn: string; configurationSet: string | undefined }

export type Senders = {
  addIdentity(name: string, defaultConfigurationSet: string | undefined): void
  addConfigurationSet(name: string): void
  addDestination(configurationSet: string, destination: EventDestination): void
  /** The verified identity behind an address: the address itself, its domain, or a parent of that domain. */
  verified(address: string): Sender
  destinations(configurationSet: string | undefined): EventDestination[]
  /** The ARN of a configuration set; throws when there is none. */
  configurationSetArn(name: string): string
}

export function createSenders(context: Context): Senders {
  const identities = new Map<string, Sender>()
  const sets = new Map<string, EventDestination[]>()

  function destinationsOf(name: string): EventDestination[] {
    const found = sets.get(name)
    if (found !== undefined) return found
    throw new AwsError("ConfigurationSetDoesNotExist", `Configuration set <${name}> does not exist.`)
  }

  return {
    addIdentity(name, configurationSet) {
      identities.set(name.toLowerCase(), { arn: context.arn("ses", `identity/${name}`), configurationSet })
    },
    addConfigurationSet: (name) => void sets.set(name, []),
    addDestination: (name, destination) => void destinationsOf(name).push(destination),
    verified(address) {
      const name = address.toLowerCase()
      const labels = (name.split("@")[1] ?? "").split(".")
      const domains = labels.map((_, index) => labels.slice(index).join("."))
      const found = [name, ...domains].map((one) => identities.get(one)).find((one) => one !== undefined)
      if (found !== undefined) return found
      const region = context.region.toUpperCase()
      throw new AwsError(
        "MessageRejected",
        `Email address is not verified. The following identities failed the check in region ${region}: ${address}`,
      )
    },
    destinations: (name) => (name === undefined ? [] : destinationsOf(name)),
    configurationSetArn(name) {
      destinationsOf(name)
      return context.arn("ses", `configuration-set/${name}`)
    },
  }
}
