// A PNG with a palette: a third of the size of one with three bytes a pixel. The library reads such files, and writes none.
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function header({ width, height }) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  // Eight bits a pixel, by a palette.
  data.set([8, 3, 0, 0, 0], 8);
  return data;
}

const colourAt = (data, pixel) =>
  (data[4 * pixel] << 16) | (data[4 * pixel + 1] << 8) | data[4 * pixel + 2];

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

const SIZE = 256;

/** The colours that are seen most; of two that are seen as often the darker. */
function paletteOf({ data, width, height }) {
  const counts = new Map();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(data, pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([one, times], [other, others]) => others - times || one - other);
  return sorted.slice(0, SIZE).map(([colour]) => channels(colour));
}

// Colours that are not in the palette are alike where these bits are.
const ALIKE = 0xf0f0f0;

function nearest(palette, colour) {
  const [red, green, blue] = channels(colour);
  const far = palette.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  return far.indexOf(Math.min(...far));
}

/** The pixels as places in the palette: a colour that is not in it in that of the nearest. */
function indexed({ data, width, height }, palette) {
  const places = new Map(palette.map(([r, g, b], place) => [(r << 16) | (g << 8) | b, place]));
  const others = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(data, pixel);
    let place = places.get(colour) ?? others.get(colour & ALIKE);
    if (place === undefined) others.set(colour & ALIKE, (place = nearest(palette, colour)));
    // A row begins with its filter: none.
    rows[pixel + Math.floor(pixel / width) + 1] = place;
  }
  return rows;
}

/** A picture of the library as the bytes of a file. */
export function written(picture) {
  const palette = paletteOf(picture);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header(picture)),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(indexed(picture, palette), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
