/**
 * Calls when the browser has nothing better to do, at the latest after `patience` milliseconds; where a browser does not tell, after
 * a moment. Answers how not to.
 */
export function whenIdle(act: () => void, patience: number): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(act, MOMENT)
    return () => clearTimeout(timer)
  }
  const waiting = requestIdleCallback(act, { timeout: patience })
  return () => cancelIdleCallback(waiting)
}

const MOMENT = 200
