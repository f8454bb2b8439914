import { join } from "node:path"
import { defineConfig, type Plugin } from "vite"
import solid from "vite-plugin-solid"

const root = import.meta.dirname

/** The order of the style sheets' layers, said before any of them: the bundler puts them in an order of its own. */
const layers: Plugin = {
  name: "layers",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && file.fileName.endsWith(".css")) {
          file.source = `@layer reset,tokens,base,ui,pages;${file.source}`
        }
      }
    },
  },
}

const brought = new Set<string>()

/** What the first script brings along: each part that is fetched later would name it again, for it to be fetched ahead of the part. */
const bringsAlong: Plugin = {
  name: "brings-along",
  generateBundle: {
    order: "pre",
    handler(_, bundle) {
      const add = (name: string) => {
        const chunk = bundle[name]
        if (chunk?.type !== "chunk" || brought.has(name)) return
        brought.add(name)
        for (const one of chunk.imports) add(one)
      }
      for (const chunk of Object.values(bundle)) if (chunk.type === "chunk" && chunk.isEntry) add(chunk.fileName)
    },
  },
}

/** What Amplify imports and this app does not use. */
const UNUSED =
  /^@aws-amplify\/data-schema\/runtime$|^.*\/(parseAWSExports|parseAmplifyOutputs|credentialsProvider|IdentityIdStore)\.mjs$/

/** Small parts that nearly every page shows. */
const EVERYWHERE =
  /web.ui.(anchored|announce|avatar|badge|button|first-focus|keys|motion|popover|state|toast|tone|tooltip)\b|web.record.hidden|shared.api.hidden/

export default defineConfig({
  root,
  plugins: [solid(), layers, bringsAlong],
  resolve: { alias: [{ find: UNUSED, replacement: join(root, "app/amplify-without.ts") }] },
  build: {
    outDir: join(root, "../.build/web"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    // what the worker keeps
    manifest: "files.json",
    // neither sixty icons nor what every page is made of is worth a request for each
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "icons", test: /lucide/ },
            { name: "ui", test: EVERYWHERE },
          ],
        },
      },
    },
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, names, { hostType }) =>
        hostType === "html" ? names : names.filter((name) => !brought.has(name)),
    },
    reportCompressedSize: false,
    // the viewer of the API is one large file, loaded on its own page alone
    chunkSizeWarningLimit: 2000,
  },
})
