/** Where the bytes of a file are in the bucket. */
export function keyOf(workspaceId: string, id: number): string {
  return `files/${workspaceId}/${id}`
}

/** The same of a product's picture. */
export function imageKey(workspaceId: string, productId: number, id: number): string {
  return `products/${workspaceId}/${productId}/${id}`
}

/** The same of a person's picture. */
export function pictureKey(workspaceId: string, personId: number, id: number): string {
  return `files/${workspaceId}/persons/${personId}/${id}`
}

/** The same of a call's recording. */
export function recordingKey(workspaceId: string, id: string): string {
  return `files/${workspaceId}/calls/${id}`
}
