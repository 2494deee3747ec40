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

/** The pixels as numbers of colours, each channel in steps; null where that are more than 256. */
function indexed({ data, width, height }, step) {
  const colours = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  const shade = (value) => Math.min(255, Math.round(value / step) * step);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [red, green, blue] = [0, 1, 2].map((channel) => shade(data[4 * pixel + channel]));
    const colour = (red << 16) | (green << 8) | blue;
    if (!colours.has(colour)) colours.set(colour, colours.size);
    // A row begins with its filter: none.
    rows[pixel + Math.floor(pixel / width) + 1] = colours.get(colour);
  }
  return colours.size <= 256 ? { rows, colours: [...colours.keys()] } : null;
}

/** A picture of the library as the bytes of a file, in as many shades as a palette has room for. */
export function written(picture) {
  const { rows, colours } = [16, 24, 32, 48, 64]
    .map((step) => () => indexed(picture, step))
    .reduce((found, attempt) => found ?? attempt(), null);
  const palette = Buffer.from(
    colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header(picture)),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
