// Makes a picture smaller: a page has few colours, and a list of them needs a third of the room.

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_COLOURS = 256;

/** The same picture with at most 256 colours; letters keep their edges, colours move by a step or two. */
export function smaller(png) {
  const { width, height, channels, pixels } = read(png);
  for (const step of [1, 4, 8, 12, 16, 24, 32]) {
    const made = indexed(pixels, channels, width, height, step);
    if (made !== null) {
      return write(width, height, made);
    }
  }
  throw new Error('a picture has too many colours');
}

/** Each row as places in a list of colours; nothing if the list would be too long. */
function indexed(pixels, channels, width, height, step) {
  const places = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  const near = (value) => Math.min(255, Math.round(value / step) * step);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += channels) {
      const colour = (near(pixels[at]) << 16) | (near(pixels[at + 1]) << 8) | near(pixels[at + 2]);
      if (!places.has(colour)) {
        if (places.size === MOST_COLOURS) {
          return null;
        }
        places.set(colour, places.size);
      }
      rows[y * (width + 1) + 1 + x] = places.get(colour);
    }
  }
  return { palette: Buffer.from([...places.keys()].flatMap((it) => [it >> 16, (it >> 8) & 255, it & 255])), rows };
}

function read(png) {
  const parts = [];
  let head;
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      head = body;
    } else if (kind === 'IDAT') {
      parts.push(body);
    }
    at += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || channels === undefined || head[12] !== 0) {
    throw new Error(`a picture of kind ${head.toString('hex')}`);
  }
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels) };
}

/** Undoes what PNG does to each row. */
function unfiltered(bytes, length, height, channels) {
  const pixels = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = bytes[y * (length + 1)];
    for (let x = 0; x < length; x += 1) {
      const left = x < channels ? 0 : pixels[y * length + x - channels];
      const up = y === 0 ? 0 : pixels[(y - 1) * length + x];
      const corner = x < channels || y === 0 ? 0 : pixels[(y - 1) * length + x - channels];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * length + x] = (bytes[y * (length + 1) + 1 + x] + guess) & 255;
    }
  }
  return pixels;
}

function paeth(left, up, corner) {
  const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if (byLeft <= byUp && byLeft <= byCorner) {
    return left;
  }
  return byUp <= byCorner ? up : corner;
}

function write(width, height, { palette, rows }) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for a place in the list of colours.
  head.set([8, 3, 0, 0, 0], 8);
  const parts = [['IHDR', head], ['PLTE', palette], ['IDAT', deflateSync(rows, { level: 9 })], ['IEND', Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([kind, body]) => part(kind, body))]);
}

function part(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
