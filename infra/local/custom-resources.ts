/**
 * A custom resource names, as its `ServiceToken`, a function that makes it real in AWS (CDK's own, mostly in Python).
 * Here a family makes the custom resource real by its type, so the function behind it, which nothing else refers to, is
 * left out together with the layers that only it uses.
 */
import { references, type Template } from "./template.ts"

export function withoutProviders(template: Template): Template {
  const tokens = new Set<string>()
  const resources = Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => {
      if (resource.Properties.ServiceToken === undefined) return [id, resource]
      for (const token of references(resource.Properties.ServiceToken)) tokens.add(token)
      return [id, { ...resource, Properties: { ...resource.Properties, ServiceToken: "local" } }]
    }),
  )
  const kept = without(resources, (id, used) => tokens.has(id) && !used.has(id))
  const layers = without(kept, (id, used) => kept[id]?.Type === "AWS::Lambda::LayerVersion" && !used.has(id))
  return { ...template, Resources: tokens.size === 0 ? resources : layers }
}

type Resources = Template["Resources"]

function without(resources: Resources, drop: (id: string, used: Set<string>) => boolean): Resources {
  const used = references(Object.values(resources).map((resource) => resource.Properties))
  return Object.fromEntries(Object.entries(resources).filter(([id]) => !drop(id, used)))
}
