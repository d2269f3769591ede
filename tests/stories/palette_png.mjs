// A screenshot as a PNG of at most 256 colours: pages have few, and a README should load on a poor line too.
import {crc32, deflateSync, inflateSync} from 'node:zlib';

const kSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The dots of a PNG as browsers write it: 8 bits a channel, RGB or RGBA, not interlaced. */
function dotsOf(png) {
  const chunks = [];
  for (let place = kSignature.length; place < png.length;) {
    const size = png.readUInt32BE(place);
    chunks.push({name: png.toString('latin1', place + 4, place + 8), bytes: png.subarray(place + 8, place + 8 + size)});
    place += size + 12;
  }
  const head = chunks.find((one) => one.name === 'IHDR').bytes;
  const [width, height, depth, kind, , , interlace] = [head.readUInt32BE(0), head.readUInt32BE(4), ...head.subarray(8)];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0) throw new Error('This PNG is of a form that no screenshot has.');
  const channels = kind === 2 ? 3 : 4;
  const raw = inflateSync(Buffer.concat(chunks.filter((one) => one.name === 'IDAT').map((one) => one.bytes)));
  const line = width * channels;
  const dots = Buffer.alloc(line * height);
  for (let row = 0; row < height; ++row) {
    const filter = raw[row * (line + 1)];
    for (let place = 0; place < line; ++place) {
      const at = row * line + place;
      const left = place >= channels ? dots[at - channels] : 0;
      const above = row > 0 ? dots[at - line] : 0;
      const corner = row > 0 && place >= channels ? dots[at - line - channels] : 0;
      dots[at] = raw[row * (line + 1) + 1 + place] + [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
    }
  }
  return {width, height, channels, dots};
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function chunk(name, bytes) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(bytes.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A PNG of dots in three channels. */
export function pngOf(width, height, colourAt) {
  const lines = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) lines.set(colourAt(x, y), y * (width * 3 + 1) + 1 + x * 3);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([kSignature, chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

const distance = (one, other) => [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);

/** The colours that most dots have, and those that are furthest from them: the one green word of a page stays green. */
function paletteOf(counts) {
  const kMost = 256;
  const kRare = 64;
  const all = [...counts].sort((left, right) => right[1] - left[1] || left[0] - right[0]);
  const palette = all.slice(0, kMost - kRare).map(([colour]) => colour);
  const others = all.slice(kMost - kRare).map(([colour, count]) => ({colour, weight: Math.sqrt(count), far: Math.min(...palette.map((known) => distance(colour, known)))}));
  while (palette.length < kMost && others.length > 0) {
    const worst = others.reduce((found, one) => (one.far * one.weight > found.far * found.weight ? one : found));
    if (worst.far === 0) break;
    palette.push(worst.colour);
    for (const one of others) one.far = Math.min(one.far, distance(one.colour, worst.colour));
  }
  return palette;
}

/** The same picture in the colours of its palette, each other colour as the nearest of them. */
export function smaller(png) {
  const {width, height, channels, dots} = dotsOf(png);
  const counts = new Map();
  const colours = new Uint32Array(width * height);
  for (let dot = 0; dot < colours.length; ++dot) {
    const at = dot * channels;
    colours[dot] = (dots[at] << 16) | (dots[at + 1] << 8) | dots[at + 2];
    counts.set(colours[dot], (counts.get(colours[dot]) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  const nearest = (colour) => {
    let [best, least] = [0, Infinity];
    for (const [index, known] of palette.entries()) {
      const far = distance(colour, known);
      if (far < least) [best, least] = [index, far];
    }
    return best;
  };
  const lines = Buffer.alloc((width + 1) * height);
  for (let dot = 0; dot < colours.length; ++dot) {
    const colour = colours[dot];
    if (!indexes.has(colour)) indexes.set(colour, nearest(colour));
    lines[dot + Math.floor(dot / width) + 1] = indexes.get(colour);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([kSignature, chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', deflateSync(lines, {level: 9})), chunk('IEND', Buffer.alloc(0))]);
}
