import { Duration } from "aws-cdk-lib"
import { Archive, EventBus, Rule } from "aws-cdk-lib/aws-events"
import { SqsQueue } from "aws-cdk-lib/aws-events-targets"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources"
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import { EVENT_SOURCE, type EventName, RECORD_EVENTS } from "../shared/event.ts"
import { lambda } from "./code.ts"
import { FUNCTIONS, type OtherFunction } from "./functions.ts"
import type { Stage } from "./stage.ts"

/** Who hears of what. A subscriber is one file, behind a queue of its own with a queue for what it could not do. */
const SUBSCRIBERS = {
  invitations: ["user.invited"],
  relabel: ["person.renamed", "organization.renamed"],
  webhookHearer: RECORD_EVENTS,
  relink: ["deal.merged", "person.merged", "organization.merged"],
  notifier: [
    "deal.added",
    "deal.changed",
    "deal.moved",
    "deal.won",
    "deal.lost",
    "deal.reopened",
    "person.added",
    "person.changed",
    "person.renamed",
    "organization.added",
    "organization.changed",
    "organization.renamed",
    "activity.added",
    "activity.changed",
    "activity.done",
    "note.added",
    "note.changed",
    "import.finished",
  ],
} as const satisfies Partial<Record<OtherFunction, readonly EventName[]>>

export type Subscriber = keyof typeof SUBSCRIBERS

export class Events extends Construct {
  readonly bus: EventBus
  readonly subscribers: Record<Subscriber, Lambda>
  readonly deadLetters: Queue[] = []

  constructor(scope: Construct, id: string, stage: Stage, environment: Record<string, string>) {
    super(scope, id)
    this.bus = new EventBus(this, "Bus", { eventBusName: `crm-${stage.name}` })
    new Archive(this, "Archive", {
      sourceEventBus: this.bus,
      eventPattern: { source: [EVENT_SOURCE] },
      retention: Duration.days(stage.keeps ? 90 : 7),
    })
    this.subscribers = {
      invitations: this.subscribe("invitations", stage, environment),
      relabel: this.subscribe("relabel", stage, environment),
      relink: this.subscribe("relink", stage, environment),
      notifier: this.subscribe("notifier", stage, environment),
      webhookHearer: this.subscribe("webhookHearer", stage, environment),
    }
  }

  private subscribe(name: Subscriber, stage: Stage, environment: Record<string, string>): Lambda {
    const scope = new Construct(this, name.charAt(0).toUpperCase() + name.slice(1))
    const fn = lambda(scope, name, stage, environment)
    const queueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    const dead = new Queue(scope, "Dead", { ...queueProps, retentionPeriod: Duration.days(14) })
    const queue = new Queue(scope, "Queue", {
      ...queueProps,
      visibilityTimeout: Duration.seconds(FUNCTIONS[name].timeout * 6),
      deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
    })
    new Rule(scope, "Rule", {
      eventBus: this.bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...SUBSCRIBERS[name]] },
      targets: [new SqsQueue(queue, { deadLetterQueue: dead, retryAttempts: 20, maxEventAge: Duration.hours(6) })],
    })
    fn.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 }))
    this.deadLetters.push(dead)
    return fn
  }
}
