/** Log groups, alarms, dashboards and the topics that alarms notify observe a deployed stack; here they only exist. */
import type { Context, Family, Provision } from "./family.ts"

export function createWatch(context: Context): Family {
  const named =
    (service: string, path: (name: string) => string, property: string): Provision =>
    (id, properties) => {
      const name = String(properties[property] ?? context.name(id))
      return { ref: name, attributes: { Arn: context.arn(service, path(name)) } }
    }
  const nothing: Provision = (id) => ({ ref: id })
  return {
    name: "watch",
    types: {
      "AWS::Logs::LogGroup": named("logs", (name) => `log-group:${name}:*`, "LogGroupName"),
      "AWS::CloudWatch::Alarm": named("cloudwatch", (name) => `alarm:${name}`, "AlarmName"),
      "AWS::CloudWatch::CompositeAlarm": named("cloudwatch", (name) => `alarm:${name}`, "AlarmName"),
      "AWS::CloudWatch::Dashboard": nothing,
      "AWS::CDK::Metadata": nothing,
      "AWS::SNS::Topic": (id, properties) => {
        const name = String(properties.TopicName ?? context.name(id))
        const arn = context.arn("sns", name)
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } }
      },
      "AWS::SNS::Subscription": nothing,
      "AWS::SNS::TopicPolicy": nothing,
    },
  }
}
