import { For } from "solid-js"
import { TONES } from "../ui/tone.ts"
import { Specimen } from "./specimen.tsx"

const SURFACES = ["--bg", "--bg-sunken", "--bg-raised", "--bg-hover", "--bg-active", "--accent-soft", "--bg-inverse"]
const TYPE = ["--text-xs", "--text-s", "--text-m", "--text-l", "--text-xl", "--text-2xl"]
const SPACE = ["--s1", "--s2", "--s3", "--s4", "--s5", "--s6", "--s8", "--s10", "--s12"]
const SHADOWS = ["--shadow-1", "--shadow-2", "--shadow-3"]
const SERIES = ["1", "2", "3", "4", "5", "6", "7", "other"]

export function Foundations() {
  return (
    <>
      <Specimen title="Surfaces">
        <For each={SURFACES}>{(name) => <Swatch name={name} color={`var(${name})`} />}</For>
      </Specimen>
      <Specimen title="Tones: colour and soft twin">
        <For each={TONES}>
          {(tone) => (
            <div
              data-swatch-tile
              style={{ background: `var(--${tone}-soft)`, color: `var(--${tone === "grey" ? "grey-fg" : tone})` }}
            >
              <b>Aa</b>
              {tone}
            </div>
          )}
        </For>
      </Specimen>
      <Specimen title="Chart series">
        <For each={SERIES}>{(name) => <Swatch name={name} color={`var(--series-${name})`} />}</For>
      </Specimen>
      <Specimen title="Type">
        <div data-stack>
          <For each={TYPE}>
            {(name) => <p style={{ "font-size": `var(${name})` }}>The quick brown fox closes 1,250 deals</p>}
          </For>
        </div>
      </Specimen>
      <Specimen title="Space, four by four">
        <For each={SPACE}>{(name) => <span data-space style={{ width: `var(${name})` }} title={name} />}</For>
      </Specimen>
      <Specimen title="Shadows">
        <For each={SHADOWS}>
          {(name) => (
            <div data-swatch-tile style={{ "box-shadow": `var(${name})` }}>
              {name.slice(2)}
            </div>
          )}
        </For>
      </Specimen>
    </>
  )
}

function Swatch(props: { name: string; color: string }) {
  return (
    <figure data-swatch-figure>
      <span style={{ background: props.color }} />
      <figcaption>{props.name.replace("--", "")}</figcaption>
    </figure>
  )
}
