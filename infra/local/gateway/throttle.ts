/** A token bucket: `rate` requests a second on average, `burst` at once. */
export function createThrottle(rate: number, burst: number, now: () => number): { admits(): boolean } {
  let tokens = burst
  let at = now()
  return {
    admits() {
      const time = now()
      tokens = Math.min(burst, tokens + ((time - at) / 1000) * rate)
      at = time
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
