const LINE = 20;
const MACHINERY = /^(java|javax|jdk|sun|com\.sun|org\.junit|dev\.assay\.worker)\./;

/** The flame graph: the outermost frame on top, as wide as its samples. */
class Flame {
  constructor(stacks, say) {
    this.stacks = stacks;
    this.say = say;
    this.zoomed = -1;
    this.at = -1;
    this.term = '';
    this.canvas = h('canvas', {tabindex: 0, role: 'application', 'aria-label': 'Flame graph; arrow keys walk through the frames, Enter zooms in, Escape out',
      onmousemove: event => this.point(this.find(event), event), onmouseleave: () => this.point(-1), onclick: event => this.zoom(this.find(event)), onkeydown: event => this.key(event)});
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    theme.listeners.push(() => this.draw());
  }

  resize() {
    const width = this.canvas.clientWidth;
    const depth = this.stacks.depth.reduce((most, each) => Math.max(most, each), 0) + 1;
    const height = Math.max(3, depth) * LINE + 4;
    const density = Math.min(devicePixelRatio || 1, 16_000 / height);
    this.width = width;
    this.density = density;
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    this.draw();
  }

  get span() {
    const {stacks, zoomed} = this;
    return zoomed < 0 ? [0, stacks.all] : [stacks.from[zoomed], stacks.from[zoomed] + stacks.total[zoomed]];
  }

  draw() {
    if (!this.width) return;
    const paint = this.canvas.getContext('2d');
    paint.setTransform(this.density, 0, 0, this.density, 0, 0);
    paint.clearRect(0, 0, this.width, this.canvas.height);
    paint.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    paint.textBaseline = 'middle';
    this.dark = document.documentElement.dataset.theme === 'dark';
    this.drawn = [];
    const walk = node => {
      const [x, width] = this.place(node);
      if (width < 0.4 || x > this.width || x + width < 0) return;
      this.drawFrame(paint, node, Math.max(0, x), Math.min(this.width, x + width) - Math.max(0, x));
      for (const child of this.stacks.children.get(node) ?? []) walk(child);
    };
    for (const node of this.stacks.children.get(-1) ?? []) walk(node);
  }

  place(node) {
    const [from, to] = this.span;
    const scale = this.width / (to - from);
    return [(this.stacks.from[node] - from) * scale, this.stacks.total[node] * scale];
  }

  drawFrame(paint, node, x, width) {
    const y = this.stacks.depth[node] * LINE;
    const name = this.stacks.text(node);
    const hit = this.term && name.toLowerCase().includes(this.term);
    paint.fillStyle = hit ? color('accent') : this.fill(name);
    paint.fillRect(x, y, Math.max(0.5, width - (width > 3 ? 1 : 0)), LINE - 1);
    if (node === this.at) {
      paint.strokeStyle = color('text');
      paint.strokeRect(x + 0.75, y + 0.75, Math.max(1, width - 2.5), LINE - 2.5);
    }
    this.drawn.push(node);
    if (width < 30) return;
    paint.fillStyle = hit ? color('surface') : color('text');
    const parts = name.split('.');
    let text = parts.slice(-2).join('.');
    const letters = Math.floor((width - 8) / 6.4);
    if (text.length > letters) text = `${text.slice(0, Math.max(0, letters - 1))}\u2026`;
    paint.fillText(text, x + 4, y + LINE / 2);
  }

  /** A hue of its own for each package; grey for the JDK and the test machinery. */
  fill(name) {
    if (MACHINERY.test(name)) return color('track');
    let hash = 7;
    for (const letter of packageOf(packageOf(name))) hash = (hash * 31 + letter.charCodeAt(0)) % 360;
    return `hsl(${8 + hash % 38} ${this.dark ? '48% 32%' : '84% 80%'})`;
  }

  find(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const depth = Math.floor((event.clientY - box.top) / LINE);
    return this.drawn.find(node => {
      const [from, width] = this.place(node);
      return this.stacks.depth[node] === depth && x >= from && x <= from + width;
    }) ?? -1;
  }

  point(node, event) {
    if (node !== this.at) {
      this.at = node;
      this.draw();
    }
    if (node < 0) return tip.hide();
    const {stacks} = this;
    const box = this.canvas.getBoundingClientRect();
    const [x] = this.place(node);
    tip.show(event?.clientX ?? box.left + Math.max(0, x), event?.clientY ?? box.top + (stacks.depth[node] + 1) * LINE, stacks.text(node),
      {Samples: `${whole.format(stacks.total[node])} (${(stacks.total[node] / stacks.all * 100).toFixed(1)} %)`, 'In itself': whole.format(stacks.self[node])});
  }

  zoom(node) {
    this.zoomed = node === this.zoomed ? -1 : node;
    this.draw();
    this.say();
  }

  search(term) {
    this.term = term.trim().toLowerCase();
    this.draw();
    this.say();
  }

  filter(term) {
    const wanted = term.trim().toLowerCase();
    this.zoomed = this.at = -1;
    this.stacks.keep(name => !wanted || name.toLowerCase().includes(wanted));
    this.resize();
    this.say();
  }

  key(event) {
    const {stacks, at} = this;
    const siblings = stacks.children.get(at < 0 ? -1 : stacks.parent[at]) ?? [];
    const beside = by => siblings[Math.max(0, Math.min(siblings.length - 1, siblings.indexOf(at) + by))] ?? at;
    const moves = {ArrowDown: () => stacks.children.get(at)?.[0] ?? at, ArrowUp: () => at < 0 || stacks.parent[at] < 0 ? at : stacks.parent[at], ArrowRight: () => beside(1), ArrowLeft: () => beside(-1)};
    if (event.key === 'Enter' && at >= 0) this.zoom(at);
    if (event.key === 'Escape') this.zoom(-1);
    if (!moves[event.key]) return;
    event.preventDefault();
    this.point(moves[event.key]());
  }
}

async function start() {
  theme.start();
  const raw = await unpack();
  const stacks = new Stacks(raw);
  const note = h('p', {role: 'status'});
  const flame = new Flame(stacks, () => {
    const parts = [`${whole.format(stacks.all)} of ${count(raw.samples, 'sample')}`];
    if (flame.term) parts.push(`${(stacks.share(name => name.toLowerCase().includes(flame.term)) * 100).toFixed(1)} % contain \u201c${flame.term}\u201d`);
    if (flame.zoomed >= 0) parts.push(`zoomed into ${stacks.text(flame.zoomed)}, Esc for all`);
    note.textContent = parts.join(' \u00b7 ');
    hot.replaceChildren(...hottest(stacks));
  });
  const hot = h('div.ranks');
  const search = h('input', {type: 'search', placeholder: 'Class or method', oninput: () => flame.search(search.value)});
  const filter = h('input', {type: 'search', placeholder: 'Frame that a stack must have', onchange: () => flame.filter(filter.value), oninput: () => { if (!filter.value) flame.filter(''); }});
  document.getElementById('app').append(
    h('main.flame-main', {id: 'main'}, h('div.hero', h('h1', `Flame graph of ${raw.title}`), h('p.sub', `${count(raw.samples, 'sample')} of threads that ran Java code; the outermost frame is on top`)),
      h('section.card', h('div.body', h('div.flame-bar', h('label', 'Search', search), h('label', 'Only stacks with', filter),
        h('button.small', {type: 'button', onclick: () => flame.zoom(-1)}, 'Zoom out'), h('button.small', {type: 'button', onclick: () => theme.toggle()}, 'Light or dark'), note),
      raw.samples ? h('div.flame', flame.canvas) : h('p.empty', 'The recording holds no execution sample: the run was too short, or its threads waited.'))),
      raw.samples > 0 && card('hot', 'Hottest methods', 'where samples ended', hot),
      h('footer.page', h('a', {href: 'index.html'}, 'To the run'))));
  addEventListener('keydown', event => {
    if (event.target.closest('input')) return;
    if (event.key === '/') { event.preventDefault(); search.focus(); }
    if (event.key === 'd') theme.toggle();
    if (event.key === 'Escape') flame.zoom(-1);
  });
  flame.say();
  document.documentElement.dataset.ready = 'true';
}

function hottest(stacks) {
  const found = stacks.hottest(20);
  return found.map(({name, samples}) => h('div.rank', h('span.name', classLabel(packageOf(name)), `.${simpleName(name)}`), h('span.num', `${whole.format(samples)} (${(samples / stacks.all * 100).toFixed(1)} %)`),
    h('span.meter', h('i', {style: {width: `${samples / found[0].samples * 100}%`}}))));
}

start();
