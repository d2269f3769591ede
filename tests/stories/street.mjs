// What a synthetic citizen photographs: a crossing at dusk, a lamp, two men on a motorcycle. Drawn, so that it shows nobody.
import {pngOf} from './palette_png.mjs';

const kWidth = 320;
const kHeight = 200;
const is_in = (x, y, left, top, width, height) => x >= left && x < left + width && y >= top && y < top + height;
const is_near = (x, y, across, down, radius) => (x - across) ** 2 + (y - down) ** 2 <= radius ** 2;

function colourAt(x, y) {
  const wheel = (across) => is_near(x, y, across, 152, 16) && !is_near(x, y, across, 152, 10);
  if (wheel(150) || wheel(205)) return [24, 22, 26];
  if (is_in(x, y, 150, 138, 56, 7) || is_in(x, y, 200, 122, 5, 22)) return [24, 22, 26];
  if (is_in(x, y, 160, 106, 16, 33) || is_near(x, y, 168, 98, 9)) return [58, 42, 58];
  if (is_in(x, y, 180, 106, 16, 33) || is_near(x, y, 188, 98, 9)) return [44, 48, 66];
  if (is_in(x, y, 58, 40, 5, 118) || is_in(x, y, 58, 40, 26, 4)) return [70, 66, 72];
  if (is_near(x, y, 82, 47, 7)) return [255, 226, 150];
  if (y > 158) return y % 40 > 30 && x % 60 > 25 ? [196, 192, 180] : [92, 88, 92];
  const house = [[0, 70, 46], [96, 60, 40], [226, 50, 94]].find(([left, top, width]) => is_in(x, y, left, top, width, 160 - top));
  if (house !== undefined) return (x - house[0]) % 18 > 8 && (x - house[0]) % 18 < 15 && (y - house[1]) % 24 > 8 && (y - house[1]) % 24 < 17 ? [232, 190, 112] : [116, 98, 96];
  return [118 + y / 2, 92 + y / 2, 120 + Math.round(y / 5)];
}

export const street = () => pngOf(kWidth, kHeight, (x, y) => colourAt(x, y).map(Math.round));
