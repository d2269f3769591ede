// `virtual:icons`: of the Lucide set only the icons that are named in src/parts/icon_names.json, each as one path.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const names = new URL('../src/parts/icon_names.json', import.meta.url);
const module = 'virtual:icons';

const number = (attributes, name, fallback = 0) => Number(attributes[name] ?? fallback);

function round(x, y, rx, ry) {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

function rectangle(attributes) {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number(attributes, name));
  const r = number(attributes, 'rx', attributes.ry ?? 0);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`;
}

/** A path's first move is absolute even where it is written small; behind another path it must say so. */
function standalone(d) {
  const start = /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*/.exec(d);
  if (start === null) return d;
  const rest = d.slice(start[0].length);
  return `M${start[1]} ${start[2]}${/^[-.\d]/.test(rest) ? 'l' : ''}${rest}`;
}

const shapes = {
  path: (a) => standalone(a.d),
  circle: (a) => round(number(a, 'cx'), number(a, 'cy'), number(a, 'r'), number(a, 'r')),
  ellipse: (a) => round(number(a, 'cx'), number(a, 'cy'), number(a, 'rx'), number(a, 'ry')),
  rect: rectangle,
  line: (a) => `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`,
  polyline: (a) => `M${a.points}`,
  polygon: (a) => `M${a.points}z`,
};

export function pathOf(svg) {
  const parts = [];
  for (const [, tag, text] of svg.matchAll(/<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)\/>/g)) {
    const attributes = Object.fromEntries([...text.matchAll(/([a-z0-9-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    parts.push(shapes[tag](attributes));
  }
  return parts.join('');
}

export function icons() {
  return {
    name: 'seva-icons',
    resolveId: (id) => (id === module ? `\0${module}` : undefined),
    load(id) {
      if (id !== `\0${module}`) return undefined;
      const paths = {};
      for (const name of JSON.parse(readFileSync(names, 'utf8')))
        paths[name] = pathOf(readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8'));
      return `export default ${JSON.stringify(paths)};`;
    },
  };
}
