/** Rows of one width as columns: what is alike from row to row lies together, as differences, and deflates to a third. */

/** `rows` holds rows of `width` bytes, a multiple of four. Each word becomes its difference to the row before, then bytes lie by column. */
export function toColumns(rows: Uint8Array, width: number): Uint8Array {
  const count = rows.length / width;
  const words = width / 4;
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  const columns = new Uint8Array(rows.length);
  for (let word = 0; word < words; word++) {
    let last = 0;
    for (let row = 0; row < count; row++) {
      const value = view.getUint32(row * width + word * 4, true);
      const step = value - last;
      last = value;
      for (let byte = 0; byte < 4; byte++) columns[(word * 4 + byte) * count + row] = step >>> (byte * 8);
    }
  }
  return columns;
}

export function fromColumns(columns: Uint8Array, width: number): Uint8Array {
  const count = columns.length / width;
  const rows = new Uint8Array(columns.length);
  const view = new DataView(rows.buffer);
  for (let word = 0; word < width / 4; word++) {
    let last = 0;
    for (let row = 0; row < count; row++) {
      let step = 0;
      for (let byte = 0; byte < 4; byte++) step |= columns[(word * 4 + byte) * count + row]! << (byte * 8);
      last = (last + step) | 0;
      view.setInt32(row * width + word * 4, last, true);
    }
  }
  return rows;
}
