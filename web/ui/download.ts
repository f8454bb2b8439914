/** Hands a text, or what came as one, to the browser as a file to keep. */
export function download(text: string | Blob, type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement("a")
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}

/** Fetches a file that its server gives as one to keep. */
export function downloadFrom(url: string): void {
  const link = document.createElement("a")
  link.href = url
  link.click()
}
