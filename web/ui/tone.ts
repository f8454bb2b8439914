/** The colours things are told apart by. A tone never stands alone: a word or a shape says the same. */
export type Tone = "grey" | "blue" | "green" | "red" | "yellow" | "purple" | "orange" | "teal"

export const TONES: readonly Tone[] = ["grey", "blue", "green", "red", "yellow", "purple", "orange", "teal"]
