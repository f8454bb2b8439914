import { afterEach } from "vitest"
import { cleanUp } from "./browser.ts"

afterEach(cleanUp)
