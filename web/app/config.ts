/** What the stack tells the app: where to sign in and where to listen. Written beside the app when it is deployed. */
export type Config = {
  region: string
  userPoolId: string
  userPoolClientId: string
  liveUrl: string
  /** Base URL of every AWS service, where it is not AWS's own. */
  endpoint?: string
}

let loading: Promise<Config> | undefined

export function config(): Promise<Config> {
  loading ??= fetch("/config.json").then((answer) => answer.json() as Promise<Config>)
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
