/** Where the bytes of a file are in the bucket. */
export function keyOf(workspaceId: string, id: number): string {
  return `files/${workspaceId}/${id}`
}

/** The same of a product's picture. */
export function imageKey(workspaceId: string, productId: number, id: number): string {
  return `products/${workspaceId}/${productId}/${id}`
}
