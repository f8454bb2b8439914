/** Blocks of a day that overlap stand side by side. */
type Block = { id: number; start: number; end: number }
export type Place = { lane: number; lanes: number }

/** Where each block stands among those it overlaps, directly or through others: the earlier and longer ones further left. */
export function sideBySide(blocks: readonly Block[]): Map<number, Place> {
  const places = new Map<number, Place>()
  let group: { id: number; lane: number }[] = []
  let ends: number[] = []
  let until = Number.NEGATIVE_INFINITY
  const close = () => {
    for (const { id, lane } of group) places.set(id, { lane, lanes: ends.length })
    group = []
    ends = []
  }
  for (const block of blocks.toSorted((a, b) => a.start - b.start || b.end - a.end || a.id - b.id)) {
    if (block.start >= until) close()
    const free = ends.findIndex((end) => end <= block.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = block.end
    until = group.length === 0 ? block.end : Math.max(until, block.end)
    group.push({ id: block.id, lane })
  }
  close()
  return places
}
