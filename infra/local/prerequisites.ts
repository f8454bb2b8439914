/** What has to be on the machine besides Node: Java 17 for the database engine and, for the tests, a Chromium. Installed with apt where that works. */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { StartError } from "./start-error.ts"

const JAVA = 17

export function javaVersion(): number | undefined {
  const { stderr, stdout, status } = spawnSync("java", ["-version"], { encoding: "utf8" })
  if (status !== 0) return undefined
  const found = /version "(\d+)(?:\.(\d+))?/.exec(`${stderr}${stdout}`)
  if (found === null) return undefined
  return Number(found[1]) === 1 ? Number(found[2]) : Number(found[1])
}

/** Path of a Chromium or Chrome, or undefined. The one without windows is the lightest: it is taken first where windows are never shown. */
export function chromiumPath(options: { headless?: boolean } = {}): string | undefined {
  const given = process.env["CHROMIUM"]
  const places = [
    ...(options.headless === true ? ["/usr/bin/chromium-headless-shell"] : []),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
  ]
  return [...(given ? [given] : []), ...places].find((path) => existsSync(path))
}

/** Makes sure of Java, and of Chromium when asked for. Throws a `StartError` that says in one line what to install. */
export function provide(what: { chromium: boolean }): void {
  const java = (javaVersion() ?? 0) >= JAVA
  const chromium = !what.chromium || chromiumPath({ headless: true }) !== undefined
  const missing = [
    ...(java ? [] : [{ package: ["openjdk-17-jre-headless", "default-jre-headless"], name: `Java ${JAVA} or later` }]),
    ...(chromium ? [] : [{ package: ["chromium-headless-shell", "chromium"], name: "Chromium" }]),
  ]
  for (const one of missing) install(one)
}

function install(one: { package: string[]; name: string }): void {
  const root = process.getuid?.() === 0
  const prefix = root ? [] : ["sudo", "-n"]
  const run = (...command: string[]) => {
    const [file = "", ...args] = [...prefix, ...command]
    execFileSync(file, args, {
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    })
  }
  if (existsSync("/usr/bin/apt-get")) {
    process.stdout.write(`Installing ${one.name} …\n`)
    for (const name of one.package) {
      try {
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", name)
        return
      } catch {
        // the next name, or the line below
      }
    }
  }
  throw new StartError(`${one.name} is missing. ${advice(one)}`)
}

function advice(one: { package: string[]; name: string }): string {
  const java = one.name.startsWith("Java")
  if (process.platform === "darwin") return `Install it: brew install ${java ? "openjdk@17" : "--cask google-chrome"}`
  if (process.platform === "win32")
    return `Install it: winget install ${java ? "EclipseAdoptium.Temurin.17.JRE" : "Google.Chrome"}`
  return `Install it: sudo apt-get install ${one.package.at(-1)}`
}
