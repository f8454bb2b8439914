import { render } from "solid-js/web"
import { App } from "./app/app.tsx"
import { applyDensity } from "./app/density.ts"
import { applyTheme } from "./app/theme.ts"
import { registerWorker } from "./app/worker.ts"

applyTheme()
applyDensity()
const root = document.getElementById("app")
if (root !== null) render(() => <App />, root)
registerWorker()
