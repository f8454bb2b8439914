import { encode } from "uqr"

/** Light squares around the code, without which cameras do not find it. */
const MARGIN = 3

/** A text as a square that a phone's camera reads; dark on light in both themes, as cameras want it. */
export function Qr(props: { text: string; label: string }) {
  const code = () => encode(props.text, { ecc: "M", border: MARGIN })
  const path = () =>
    code()
      .data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("")
  return (
    <svg data-qr role="img" aria-label={props.label} viewBox={`0 0 ${code().size} ${code().size}`}>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
