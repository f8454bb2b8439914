/** The AWS::SES types of the template. */
import { hash } from "node:crypto"
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Provision } from "../family.ts"
import { Flag, ignored } from "../shapes.ts"
import type { Senders } from "./senders.ts"

const IdentityProperties = z.strictObject({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string().optional() }).optional(),
  DkimAttributes: ignored,
  DkimSigningAttributes: ignored,
  FeedbackAttributes: ignored,
  MailFromAttributes: ignored,
  Tags: ignored,
})

const ConfigurationSetProperties = z.strictObject({
  Name: z.string().optional(),
  ArchivingOptions: ignored,
  DeliveryOptions: ignored,
  ReputationOptions: ignored,
  SendingOptions: ignored,
  SuppressionOptions: ignored,
  TrackingOptions: ignored,
  VdmOptions: ignored,
  Tags: ignored,
})

const DestinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: z.string().optional(),
    Enabled: Flag.default(false),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string() }),
  }),
})

export function sesTypes(context: Context, senders: Senders): Record<string, Provision> {
  return {
    "AWS::SES::EmailIdentity": (_id, properties) => {
      const { EmailIdentity: name, ConfigurationSetAttributes } = checked(IdentityProperties, properties)
      senders.addIdentity(name, ConfigurationSetAttributes?.ConfigurationSetName)
      return { ref: name, attributes: { EmailIdentity: name, ...dkimTokens(name) } }
    },
    "AWS::SES::ConfigurationSet": (id, properties) => {
      const name = checked(ConfigurationSetProperties, properties).Name ?? context.name(id)
      senders.addConfigurationSet(name)
      return { ref: name, attributes: { Name: name } }
    },
    "AWS::SES::ConfigurationSetEventDestination": (id, properties) => {
      const { ConfigurationSetName, EventDestination } = checked(DestinationProperties, properties)
      if (EventDestination.Enabled) {
        senders.addDestination(ConfigurationSetName, {
          busArn: EventDestination.EventBridgeDestination.EventBusArn,
          eventTypes: new Set(EventDestination.MatchingEventTypes.map(eventType)),
        })
      }
      return { ref: id, attributes: { Id: id } }
    },
  }
}

/** `SEND`, `send`, `RENDERING_FAILURE` and `renderingFailure` are all written. */
function eventType(written: string): string {
  return written.replaceAll("_", "").toLowerCase()
}

function dkimTokens(name: string): Record<string, string> {
  const tokens = [1, 2, 3].map((n) => hash("sha256", `${name}${n}`).slice(0, 32))
  return Object.fromEntries(
    tokens.flatMap((token, index) => [
      [`DkimDNSTokenName${index + 1}`, `${token}._domainkey.${name}`],
      [`DkimDNSTokenValue${index + 1}`, `${token}.dkim.amazonses.com`],
    ]),
  )
}
