/** How things move; those who asked for calm see them in place at once. */
export const SLIDE = { duration: 220, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" } as const

export function isCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches
}
