/** The step of `npm test` that looks for Java and Chromium, and installs them where it can. */
import { provide } from "../../infra/local/prerequisites.ts"
import { StartError } from "../../infra/local/start-error.ts"

try {
  provide({ chromium: true })
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
