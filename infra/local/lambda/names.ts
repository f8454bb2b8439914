/** The function's name in what a caller may write: a name, an ARN, either with a version or alias behind it. */
export function functionName(reference: string): string {
  const [, fromArn] = /(?:^|:)function:([^:]+)/.exec(reference) ?? []
  return fromArn ?? reference.split(":")[0] ?? reference
}
