/** Names of people, by where they come from, so that first and last names go together. */
export const NAMES: readonly { first: readonly string[]; last: readonly string[] }[] = [
  {
    first: ["Aino", "Kaisa", "Mikko", "Rasmus", "Liis", "Eero"],
    last: ["Tamm", "Virtala", "Koskela", "Saar", "Lepik", "Rantanen"],
  },
  {
    first: ["Beatriz", "Tiago", "Inês", "Rui", "Camila", "Duarte"],
    last: ["Almeida", "Figueira", "Teles", "Brandão", "Marques", "Leitão"],
  },
  {
    first: ["Chiamaka", "Tunde", "Ngozi", "Femi", "Abena", "Kofi"],
    last: ["Okafor", "Adeyemi", "Eze", "Balogun", "Asante", "Owusu"],
  },
  {
    first: ["Ananya", "Rohan", "Meera", "Vikram", "Divya", "Arjun"],
    last: ["Iyer", "Kulkarni", "Bhatt", "Menon", "Chawla", "Deshmukh"],
  },
  {
    first: ["Hana", "Kenji", "Yuki", "Min-jun", "Soo-ah", "Daichi"],
    last: ["Mori", "Takeda", "Ishii", "Baek", "Han", "Noda"],
  },
  {
    first: ["Amélie", "Bastien", "Clémence", "Hugo", "Margaux", "Théo"],
    last: ["Garnier", "Lefort", "Vasseur", "Perrin", "Chabot", "Delmas"],
  },
  {
    first: ["Yasmin", "Karim", "Dalia", "Omar", "Salma", "Ziad"],
    last: ["Mansour", "Khalil", "Nasser", "Farouk", "Sabbagh", "Darwish"],
  },
  {
    first: ["Hannah", "Callum", "Freya", "Rhys", "Maeve", "Declan"],
    last: ["Whitlock", "Pembury", "Ashdown", "Gallagher", "Merrick", "Farrow"],
  },
  {
    first: ["Valentina", "Emilio", "Lucía", "Joaquín", "Renata", "Andrés"],
    last: ["Quiroga", "Salcedo", "Montoya", "Ibarra", "Cáceres", "Rivas"],
  },
]

export const JOBS = [
  "Operations Manager",
  "Head of Purchasing",
  "Managing Director",
  "IT Manager",
  "Office Manager",
  "Fleet Coordinator",
  "Finance Director",
  "Site Manager",
  "Chief Operating Officer",
  "Project Lead",
  "Customer Service Lead",
  "Owner",
] as const

/** Numbers that are kept for fiction. */
export const AREA_CODES = ["212", "303", "415", "512", "617", "702", "808", "907"] as const
