import { join } from "node:path"
import { defineConfig } from "vite"
import solid from "vite-plugin-solid"

const root = import.meta.dirname

export default defineConfig({
  root,
  plugins: [solid()],
  build: {
    outDir: join(root, "../.build/web"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
