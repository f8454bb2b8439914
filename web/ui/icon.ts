import type { JSX } from "solid-js"
import { spread } from "solid-js/web"

/** An icon's shapes: element and attributes of each. */
type Shapes = readonly (readonly [string, Record<string, string | number | undefined>])[]

const SVG = "http://www.w3.org/2000/svg"
const LINES = {
  width: 24,
  height: 24,
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
  "aria-hidden": "true",
}

/** A component of an icon, hidden from screen readers: what it means is said beside it. Its shapes are made once and copied from then on. */
export function icon(shapes: Shapes): (props: JSX.SvgSVGAttributes<SVGSVGElement>) => JSX.Element {
  let made: Element | undefined
  return (props) => {
    made ??= element("svg", LINES, shapes)
    const copy = made.cloneNode(true)
    if (copy instanceof Element) spread(copy, props, true, true)
    return copy
  }
}

function element(name: string, attributes: Shapes[number][1], children: Shapes = []): Element {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...children.map(([child, its]) => element(child, its)))
  return made
}
