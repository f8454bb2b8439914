/** Names whose words are as many as their bearers need: a company's first word is nearly its own, its second one is anybody's. */
import { type Chance, chance } from "./chance.ts"

const STARTS = "Al Bor Cor Den El Far Gran Hol Iv Kes Lun Mar Nor Or Pel Quin Ros Sten Tor Val".split(" ")
const MIDDLES = "a be ca do e fi ga i lo me ni o ra so ti u".split(" ")
const ENDS = "dale form gate ley line mont nix port ria son ta tek vale vik wick x".split(" ")
const TRADES =
  "Bakery Chemicals Clinics Foods Freight Group Holding Hotels Labs Logistics Mills Motors Partners Power Press Pumps Schools Steel Systems Timber".split(
    " ",
  )
const FIRST =
  "Ada Amir Anna Ben Carla Chen David Elena Emma Farid Grace Hugo Ines Ivan Jonas Kira Lena Leo Lucas Maria Mei Mia Nadia Noah Olga Omar Paul Priya Rosa Samir Sara Sofia Tariq Tom Uma Vera Yara Zoe".split(
    " ",
  )
export const OFFERS = "licence rollout renewal pilot training support integration audit extension migration".split(" ")

function coined(luck: Chance): string {
  return luck.pick(STARTS) + luck.pick(MIDDLES) + luck.pick(MIDDLES) + luck.pick(ENDS)
}

export function companyName(id: number): string {
  const luck = chance(id * 7919)
  return `${coined(luck)} ${luck.pick(TRADES)}`
}

export function personName(id: number): string {
  const luck = chance(id * 104_729 + 1)
  return `${luck.pick(FIRST)} ${luck.pick(STARTS)}${luck.pick(MIDDLES)}${luck.pick(ENDS)}`
}
