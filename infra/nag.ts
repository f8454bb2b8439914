import { type CfnElement, Stack, Validations } from "aws-cdk-lib"
import type { IConstruct } from "constructs"

/**
 * Says why a finding of cdk-nag's AwsSolutions is meant to be so, beside what it is about: rule -> reason. Whatever is found and
 * not said here fails test/infra/template.test.ts.
 */
export function suppress(scope: IConstruct, reasons: Record<string, string>): void {
  const rules = Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason }))
  Validations.of(scope).acknowledge(...rules)
}

/** The rule that finds a wildcard behind the ARN of a resource, as in `<arn>/index/*`. */
export function wildcardUnder(resource: IConstruct, path: string): string {
  const element = resource.node.defaultChild as CfnElement
  return `IAM5[Resource::<${Stack.of(resource).getLogicalId(element)}.Arn>${path}]`
}

/** The function with which CDK itself copies files into a bucket is not ours to write. */
export function suppressDeployments(into: IConstruct): void {
  const stack = Stack.of(into)
  const reason = "CDK's own function, which copies built files into the bucket while the stack is deployed"
  const actions = ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:Abort*"]
  const rules = [
    "L1",
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
    "IAM5[Resource::*]",
    `IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${stack.region}/*]`,
    wildcardUnder(into, "/*"),
    ...actions.map((action) => `IAM5[Action::${action}]`),
  ]
  for (const child of stack.node.children) {
    if (!child.node.id.startsWith("Custom::CDKBucketDeployment")) continue
    suppress(child, Object.fromEntries(rules.map((rule) => [rule, reason])))
  }
}
