/** Where the bytes of a file are in the bucket. */
export function keyOf(workspaceId: string, id: number): string {
  return `files/${workspaceId}/${id}`
}
