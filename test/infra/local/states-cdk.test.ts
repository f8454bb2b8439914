import {
  App,
  Duration,
  aws_lambda as lambda,
  Stack,
  aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks,
} from "aws-cdk-lib"
import { Template } from "aws-cdk-lib/assertions"
import { expect, test } from "vitest"
import * as z from "zod"
import { statesStack } from "./states-stack.ts"

test("a machine as CDK writes it is taken as it is and runs", async () => {
  const stack = await statesStack({ invoke: (input) => input })
  const { ref } = stack.make("Cdk", { DefinitionString: cdkDefinition(stack.context.arn("lambda", "function:work")) })
  const { output, cause } = await stack.ended(await stack.start(ref, { xs: [1, 2, 3] }))
  expect(cause).toBeUndefined()
  expect(JSON.parse(output ?? "")).toEqual({ sums: [2, 3, 4], both: ["left", "right"] })
})

function cdkDefinition(functionArn: string): string {
  const stack = new Stack(new App(), "Stack")
  const work = lambda.Function.fromFunctionArn(stack, "Work", functionArn)
  const add = tasks.LambdaInvoke.jsonata(stack, "Add", {
    lambdaFunction: work,
    payload: sfn.TaskInput.fromObject({ sum: "{% $states.input.n + 1 %}" }),
    outputs: "{% $states.result.Payload.sum %}",
    taskTimeout: sfn.Timeout.duration(Duration.minutes(1)),
  })
  const each = sfn.Map.jsonata(stack, "Each", {
    items: sfn.ProvideItems.jsonata("{% $states.input.xs %}"),
    itemSelector: { n: "{% $states.context.Map.Item.Value %}" },
    maxConcurrency: 2,
    assign: { sums: "{% $states.result %}" },
  })
  each.itemProcessor(add)
  const both = sfn.Parallel.jsonata(stack, "Both", { outputs: { sums: "{% $sums %}", both: "{% $states.result %}" } })
  both.branch(
    sfn.Pass.jsonata(stack, "Left", { outputs: "left" }),
    sfn.Pass.jsonata(stack, "Right", { outputs: "right" }),
  )
  both.addCatch(sfn.Fail.jsonata(stack, "Failed", { error: "Failed", cause: "{% $states.input.Cause %}" }))
  const choice = sfn.Choice.jsonata(stack, "Any")
    .when(
      sfn.Condition.jsonata("{% $count($sums) > 0 %}"),
      sfn.Wait.jsonata(stack, "Pause", { time: sfn.WaitTime.seconds("{% 0 %}") }).next(both),
    )
    .otherwise(sfn.Succeed.jsonata(stack, "Nothing"))
  new sfn.StateMachine(stack, "Machine", {
    queryLanguage: sfn.QueryLanguage.JSONATA,
    definitionBody: sfn.DefinitionBody.fromChainable(each.next(choice)),
  })
  const made = Template.fromStack(stack).findResources("AWS::StepFunctions::StateMachine")
  const Joined = z.object({
    Properties: z.object({
      DefinitionString: z.object({ "Fn::Join": z.tuple([z.literal(""), z.array(z.unknown())]) }),
    }),
  })
  const [, parts] = Joined.parse(Object.values(made)[0]).Properties.DefinitionString["Fn::Join"]
  return parts.map((part) => (typeof part === "string" ? part : "aws")).join("")
}
