/** Somebody to show primitives with. */
export const PEOPLE = [
  { id: 1, name: "Ada Lovelace", email: "ada@engines.example" },
  { id: 2, name: "Grace Hopper", email: "grace@compilers.example" },
  { id: 3, name: "Katherine Johnson", email: "katherine@orbits.example" },
  { id: 4, name: "Hedy Lamarr", email: "hedy@spectrum.example" },
  { id: 5, name: "Mária Telkes", email: "maria@sun.example" },
  { id: 6, name: "Barbara Liskov", email: "barbara@types.example" },
  { id: 7, name: "Radia Perlman", email: "radia@trees.example" },
] as const

export type Someone = (typeof PEOPLE)[number]

/** As a server finds them. */
export async function findPeople(text: string): Promise<readonly Someone[]> {
  if (text === "fail") throw new Error("The search did not work: no connection")
  const typed = text.toLowerCase()
  return PEOPLE.filter(({ name }) => name.toLowerCase().includes(typed))
}
