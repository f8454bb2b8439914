/** Bundles every Lambda in one go: a folder per function with one minified ES module. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as esbuild from "esbuild"
import { FUNCTIONS, type FunctionName } from "./functions.ts"
import { BUILD } from "./stage.ts"
import { unlessBuilt } from "./unless-built.ts"

const ROOT = join(import.meta.dirname, "..")
const BUNDLES = join(BUILD, "functions")

/** Where a function's bundle is: the folder that CDK files as its asset. */
export function bundleOf(name: FunctionName, build: string): string {
  const folder = join(build, "functions", name)
  if (!existsSync(folder)) throw new Error(`The function ${name} is not bundled; run bundle() first`)
  return folder
}

/** Some dependencies are CommonJS and ask for `require`, which an ES module must make for itself. */
const REQUIRE = "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);"

export function bundleOptions(outdir = BUNDLES): esbuild.BuildOptions {
  return {
    entryPoints: Object.entries(FUNCTIONS).map(([name, { entry }]) => ({
      in: join(ROOT, "functions", entry),
      out: `${name}/index`,
    })),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": join(ROOT, "functions/platform/credentials.ts") },
    minify: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    banner: { js: REQUIRE },
  }
}

/** Bundles them where the stack looks for them, unless what they are made of has not changed since. */
export function bundleForStack(): Promise<boolean> {
  return unlessBuilt({
    name: "functions",
    sources: ["functions/**/*.ts", "shared/**/*.ts", "infra/functions.ts", "infra/bundle.ts", "package-lock.json"],
    outputs: Object.keys(FUNCTIONS).map((name) => join(BUNDLES, name, "index.mjs")),
    build: () => bundle(),
  })
}

/** Answers esbuild's metafile: what is in each bundle. */
export async function bundle(outdir = BUNDLES): Promise<esbuild.Metafile> {
  const result = await esbuild.build({ ...bundleOptions(outdir), metafile: true })
  return result.metafile
}
