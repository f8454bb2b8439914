import { Duration, RemovalPolicy } from "aws-cdk-lib"
import { Rule, Schedule } from "aws-cdk-lib/aws-events"
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { LogGroup } from "aws-cdk-lib/aws-logs"
import {
  Choice,
  Condition,
  DefinitionBody,
  LogLevel,
  QueryLanguage,
  StateMachine,
  Succeed,
  TaskInput,
} from "aws-cdk-lib/aws-stepfunctions"
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import type { Files } from "./files.ts"
import { suppress, wildcardUnder } from "./nag.ts"
import type { Stage } from "./stage.ts"
import type { Store } from "./store.ts"

type Props = {
  stage: Stage
  store: Store
  files: Files
  /** The function that starts imports. */
  starter: Lambda
  /** Starts what follows from a changed formula. */
  projector: Lambda
}

/**
 * Work that takes longer than a request: an import, and the update of what is stored about records after a changed formula. It goes step by step until it
 * is done; a step that fails is tried again, and at last told to the work.
 */
export class Jobs extends Construct {
  readonly importer: Lambda
  /**
   * Gives series of activities their next occurrences, every hour: a day begins at another one in each zone. Starts updates after
   * changed formulas again that came to a standstill.
   */
  readonly lookAfter: Lambda

  constructor(scope: Construct, id: string, { stage, store, files, starter, projector }: Props) {
    super(scope, id)
    this.importer = lambda(this, "importer", stage, { TABLE_NAME: store.table.tableName })
    store.writes(this.importer)
    files.serves(this.importer, "imports")
    files.serves(starter, "imports")
    this.lookAfter = lambda(this, "lookAfter", stage, { TABLE_NAME: store.table.tableName })
    store.writes(this.lookAfter)
    new Rule(this, "Hourly", {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(this.lookAfter, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    })
    const machine = new StateMachine(this, "Imports", {
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(this.steps()),
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        destination: new LogGroup(this, "ImportsLog", { retention: stage.logs, removalPolicy: RemovalPolicy.DESTROY }),
      },
    })
    suppress(machine, {
      [wildcardUnder(this.importer, ":*")]: "Versions of the one function that does the work",
      "IAM5[Resource::*]": "X-Ray's traces and the delivery of logs belong to no resource",
    })
    for (const one of [starter, projector, this.lookAfter]) {
      machine.grantStartExecution(one)
      one.addEnvironment("IMPORT_MACHINE", machine.stateMachineArn)
    }
  }

  private steps(): LambdaInvoke {
    const step = this.invoke("Step", "{% $states.input %}")
    const failed = this.invoke("Fail", "{% $states.input %}")
    const done = Choice.jsonata(this, "Done?")
      .when(Condition.jsonata("{% $states.input.done %}"), Succeed.jsonata(this, "Done"))
      .otherwise(step)
    step.addRetry({ errors: ["States.ALL"], interval: Duration.seconds(1), backoffRate: 2, maxAttempts: 5 })
    step.addCatch(failed, { outputs: '{% $merge([$states.input, {"error": $states.errorOutput}]) %}' })
    step.next(done)
    failed.addRetry({ errors: ["States.ALL"], interval: Duration.seconds(5), backoffRate: 2, maxAttempts: 8 })
    return step
  }

  private invoke(id: string, payload: string): LambdaInvoke {
    return LambdaInvoke.jsonata(this, id, {
      lambdaFunction: this.importer,
      payload: TaskInput.fromText(payload),
      outputs: "{% $merge([$states.input, $states.result.Payload]) %}",
      retryOnServiceExceptions: false,
    })
  }
}
