/** The founder and seven colleagues, each with their own way of selling. */

export type Seller = {
  /** How much of the work is theirs. */
  share: number
  /** Above 1: they win more than most. */
  strength: number
  /** Above 1: their deals take longer. */
  pace: number
  /** Above 1: their deals are larger. */
  size: number
  /** How much they are drawn to partnerships. */
  partners: number
  /** Part of the year that had passed when they joined. */
  joined: number
}

export const FOUNDER: Seller = { share: 1.1, strength: 1.15, pace: 1, size: 1.3, partners: 2, joined: 0 }

export const COLLEAGUES: readonly (Seller & { name: string })[] = [
  { name: "Mateus Farias", share: 1.3, strength: 1.4, pace: 0.9, size: 0.9, partners: 0.3, joined: 0 },
  { name: "Ingrid Solheim", share: 0.7, strength: 1.1, pace: 1.35, size: 1.9, partners: 0.5, joined: 0 },
  { name: "Kwame Boateng", share: 1.25, strength: 0.95, pace: 0.65, size: 0.55, partners: 0.2, joined: 0 },
  { name: "Priya Raman", share: 1.1, strength: 1.2, pace: 1, size: 1.1, partners: 0.5, joined: 0.12 },
  { name: "Tomas Wilk", share: 0.8, strength: 1, pace: 1.1, size: 1.2, partners: 8, joined: 0.2 },
  { name: "Leila Haddad", share: 1.3, strength: 1.15, pace: 0.85, size: 1, partners: 0.5, joined: 0.5 },
  { name: "Jonah Pike", share: 1.4, strength: 0.65, pace: 1.25, size: 0.8, partners: 0.3, joined: 0.65 },
]
