/** Cloud assemblies written by hand, small enough to read, with functions given as source text. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export type Resources = Record<string, { Type: string; Properties?: object; DependsOn?: string[]; Condition?: string }>

export type Written = {
  dir: string
  stack: string
  /** Path of a file in an asset. */
  file(asset: string, name: string): string
  remove(): void
}

/** `assets`: name of the asset -> file name -> content. An asset is found under the object key `<name>.zip`. */
export function writeAssembly(
  resources: Resources,
  assets: Record<string, Record<string, string>> = {},
  sections: object = {},
): Written {
  const dir = mkdtempSync(join(tmpdir(), "halyard-assembly-"))
  const stack = "Test"
  const file = (asset: string, name: string): string => join(dir, `asset.${asset}`, name)
  for (const [asset, files] of Object.entries(assets)) {
    mkdirSync(join(dir, `asset.${asset}`))
    for (const [name, content] of Object.entries(files)) writeFileSync(file(asset, name), content)
  }
  const manifest = Object.keys(assets).map((asset) => [
    asset,
    { source: { path: `asset.${asset}` }, destinations: { here: { objectKey: `${asset}.zip` } } },
  ])
  writeFileSync(join(dir, `${stack}.template.json`), JSON.stringify({ Resources: resources, ...sections }))
  writeFileSync(join(dir, `${stack}.assets.json`), JSON.stringify({ files: Object.fromEntries(manifest) }))
  return { dir, stack, file, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

export const role = (...statements: object[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: statements.map((statement) => ({ PolicyName: "p", PolicyDocument: { Statement: statement } })),
  },
})

export const lambdaFunction = (asset: string, roleId: string, properties: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: { S3Bucket: "assets", S3Key: `${asset}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Role: { "Fn::GetAtt": [roleId, "Arn"] },
    ...properties,
  },
})

export const permission = (functionId: string, service: string, sourceArn?: string) => ({
  Type: "AWS::Lambda::Permission",
  Properties: {
    Action: "lambda:InvokeFunction",
    FunctionName: { "Fn::GetAtt": [functionId, "Arn"] },
    Principal: service,
    ...(sourceArn !== undefined && { SourceArn: sourceArn }),
  },
})
