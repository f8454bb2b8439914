/**
 * The binary form of a fact segment: the same facts of many records, column by column, so that a report decodes only the
 * columns it reads. Whole numbers are zigzag varints of differences, text is a dictionary and indexes, lists are lengths and
 * numbers. A null costs a bit. The first byte is the format's version; a reader refuses one it does not know.
 */
export type ColumnType = "int" | "num" | "text" | "ints"
export type Cell = number | string | number[] | null
export type Row = Record<string, Cell>
export type Columns = Record<string, ColumnType>

/** A decoded column. Numbers are NaN where there is none, text indexes -1. */
export type Numbers = Float64Array
export type Texts = { words: string[]; at: Int32Array }

const FORMAT = 1
const TYPES: ColumnType[] = ["int", "num", "text", "ints"]

export type Writer = { bytes: Uint8Array; length: number }

function room(writer: Writer, more: number): void {
  if (writer.length + more <= writer.bytes.length) return
  const bigger = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + more))
  bigger.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = bigger
}

function putVarint(writer: Writer, value: number): void {
  room(writer, 8)
  let rest = value
  while (rest >= 0x80) {
    writer.bytes[writer.length++] = (rest % 0x80) | 0x80
    rest = Math.floor(rest / 0x80)
  }
  writer.bytes[writer.length++] = rest
}

function putSigned(writer: Writer, value: number): void {
  putVarint(writer, value < 0 ? -value * 2 - 1 : value * 2)
}

function putBytes(writer: Writer, bytes: Uint8Array): void {
  putVarint(writer, bytes.length)
  room(writer, bytes.length)
  writer.bytes.set(bytes, writer.length)
  writer.length += bytes.length
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function newWriter(): Writer {
  return { bytes: new Uint8Array(1024), length: 0 }
}

function finished(writer: Writer): Uint8Array {
  return writer.bytes.subarray(0, writer.length)
}

const isNumber = (cell: Cell): cell is number => typeof cell === "number" && !Number.isNaN(cell)
const isEmpty = (cell: Cell | undefined) =>
  cell === undefined || cell === null || (Array.isArray(cell) && cell.length === 0)

/**
 * Encodes rows by the columns' types; a cell a row does not have is null, and so is an empty list. Columns stand in the order of
 * their names and those without a cell are left out, so that the same rows always make the same bytes.
 */
export function encode(rows: readonly Row[], columns: Columns): Uint8Array {
  const writer = newWriter()
  writer.bytes[writer.length++] = FORMAT
  const used = Object.entries(columns)
    .filter(([name]) => rows.some((row) => !isEmpty(row[name])))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  putVarint(writer, rows.length)
  putVarint(writer, used.length)
  for (const [name, type] of used) {
    putBytes(writer, encoder.encode(name))
    putVarint(writer, TYPES.indexOf(type))
    const cells = rows.map((row) => row[name] ?? null)
    putBytes(writer, encodeColumn(cells, type))
  }
  return finished(writer).slice()
}

function encodeColumn(cells: Cell[], type: ColumnType): Uint8Array {
  const writer = newWriter()
  if (type === "text") putTexts(writer, cells)
  else if (type === "ints") putLists(writer, cells)
  else putNumbers(writer, cells, type)
  return finished(writer)
}

function putNumbers(writer: Writer, cells: Cell[], type: "int" | "num"): void {
  const bitmap = new Uint8Array(Math.ceil(cells.length / 8))
  cells.forEach((cell, i) => {
    if (isNumber(cell)) bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7))
  })
  room(writer, bitmap.length)
  writer.bytes.set(bitmap, writer.length)
  writer.length += bitmap.length
  let before = 0
  for (const cell of cells) {
    if (!isNumber(cell)) continue
    if (type === "int") {
      putSigned(writer, cell - before)
      before = cell
    } else {
      room(writer, 8)
      new DataView(writer.bytes.buffer).setFloat64(writer.length, cell)
      writer.length += 8
    }
  }
}

function putTexts(writer: Writer, cells: Cell[]): void {
  const places = new Map<string, number>()
  for (const cell of cells) if (typeof cell === "string" && !places.has(cell)) places.set(cell, places.size)
  putVarint(writer, places.size)
  for (const word of places.keys()) putBytes(writer, encoder.encode(word))
  for (const cell of cells) putVarint(writer, typeof cell === "string" ? (places.get(cell) ?? 0) + 1 : 0)
}

function putLists(writer: Writer, cells: Cell[]): void {
  for (const cell of cells) {
    const list = Array.isArray(cell) ? cell : []
    putVarint(writer, list.length)
    let before = 0
    for (const value of list) {
      putSigned(writer, value - before)
      before = value
    }
  }
}

type Reader = { bytes: Uint8Array; at: number }

function varint(reader: Reader): number {
  const { bytes } = reader
  let byte = bytes[reader.at++] ?? 0
  if (byte < 0x80) return byte
  let value = byte & 0x7f
  let scale = 0x80
  do {
    byte = bytes[reader.at++] ?? 0
    value += (byte & 0x7f) * scale
    scale *= 0x80
  } while (byte >= 0x80)
  return value
}

function signed(reader: Reader): number {
  const value = varint(reader)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function take(reader: Reader, length: number): Uint8Array {
  const part = reader.bytes.subarray(reader.at, reader.at + length)
  reader.at += length
  return part
}

/** A segment opened for reading: where each column's bytes are. Nothing is decoded until asked for. */
export type Opened = { rows: number; columns: Map<string, { type: ColumnType; bytes: Uint8Array }> }

/** Opens encoded bytes. Throws on bytes of another format. */
export function open(bytes: Uint8Array): Opened {
  if (bytes[0] !== FORMAT) throw new Error(`fact segment of format ${bytes[0]}; this reader knows ${FORMAT}`)
  const reader = { bytes, at: 1 }
  const rows = varint(reader)
  const count = varint(reader)
  const columns: Opened["columns"] = new Map()
  for (let i = 0; i < count; i++) {
    const name = decoder.decode(take(reader, varint(reader)))
    const type = TYPES[varint(reader)]
    const part = take(reader, varint(reader))
    if (type !== undefined) columns.set(name, { type, bytes: part })
  }
  return { rows, columns }
}

/** Whole or decimal numbers of a column, NaN where there are none. */
export function numbers(segment: Opened, name: string): Numbers {
  const values = new Float64Array(segment.rows).fill(Number.NaN)
  const column = segment.columns.get(name)
  if (column === undefined || (column.type !== "int" && column.type !== "num")) return values
  const reader = { bytes: column.bytes, at: Math.ceil(segment.rows / 8) }
  const view = new DataView(column.bytes.buffer, column.bytes.byteOffset, column.bytes.byteLength)
  let before = 0
  for (let i = 0; i < segment.rows; i++) {
    if (((column.bytes[i >> 3] ?? 0) & (1 << (i & 7))) === 0) continue
    if (column.type === "int") values[i] = before += signed(reader)
    else {
      values[i] = view.getFloat64(reader.at)
      reader.at += 8
    }
  }
  return values
}

/** The words of a text column and, per row, which one (-1: none). */
export function texts(segment: Opened, name: string): Texts {
  const at = new Int32Array(segment.rows).fill(-1)
  const column = segment.columns.get(name)
  if (column === undefined || column.type !== "text") return { words: [], at }
  const reader = { bytes: column.bytes, at: 0 }
  const words = Array.from({ length: varint(reader) }, () => decoder.decode(take(reader, varint(reader))))
  for (let i = 0; i < segment.rows; i++) at[i] = varint(reader) - 1
  return { words, at }
}

/** The lists of a column; empty where there is none. */
export function lists(segment: Opened, name: string): number[][] {
  const column = segment.columns.get(name)
  if (column === undefined || column.type !== "ints") return Array.from({ length: segment.rows }, () => [])
  const reader = { bytes: column.bytes, at: 0 }
  return Array.from({ length: segment.rows }, () => {
    let before = 0
    return Array.from({ length: varint(reader) }, () => (before += signed(reader)))
  })
}

/** Every row with every cell: for the writer, who changes some and encodes again. */
export function decode(bytes: Uint8Array): { rows: Row[]; columns: Columns } {
  const segment = open(bytes)
  const rows: Row[] = Array.from({ length: segment.rows }, () => ({}))
  const columns: Columns = {}
  for (const [name, { type }] of segment.columns) {
    columns[name] = type
    const cells = cellsOf(segment, name, type)
    rows.forEach((row, i) => {
      const cell = cells[i] ?? null
      if (cell !== null) row[name] = cell
    })
  }
  return { rows, columns }
}

function cellsOf(segment: Opened, name: string, type: ColumnType): Cell[] {
  if (type === "ints") return lists(segment, name).map((list) => (list.length === 0 ? null : list))
  if (type === "text") {
    const { words, at } = texts(segment, name)
    return Array.from(at, (index) => words[index] ?? null)
  }
  return Array.from(numbers(segment, name), (value) => (Number.isNaN(value) ? null : value))
}
