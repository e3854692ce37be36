const STARTED_FOR = {core: 'one for each core', 'waiting classes': 'added, as the others wait'};

/** Workers over time: a row each, a bar per class or part of one, the machine's CPU above. */
const GUTTER = 34;
const CPU_HEIGHT = 46;
const AXIS = 22;

class Timeline {
  constructor(run) {
    this.run = run;
    this.rowHeight = run.workers.length > 40 ? 12 : run.workers.length > 16 ? 18 : 28;
    this.rowOf = new Map(run.workers.map((worker, row) => [worker.n, row]));
    this.rows = run.workers.map(worker => run.parts.filter(part => part.worker === worker.n).sort((a, b) => a.start - b.start));
    this.full = d3.scaleLinear().domain([0, Math.max(1, run.wall)]);
    this.view = this.full;
    this.canvas = h('canvas', {tabindex: 0, role: 'application', 'aria-label': `Timeline of ${count(run.workers.length, 'worker')}; arrow keys walk through the classes, Enter lists a class's tests`,
      onmousemove: event => this.hover(event), onmouseleave: () => this.leave(), onclick: event => this.click(event), onkeydown: event => this.key(event), onblur: () => this.leave()});
    this.zoom = d3.zoom().scaleExtent([1, 400]).filter(event => event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.type !== 'dblclick' && !event.button && (this.scale > 1 || event.touches?.length === 2))
      .on('zoom', event => { this.scale = event.transform.k; this.transform = event.transform; this.draw(); });
    this.scale = 1;
    this.transform = d3.zoomIdentity;
    d3.select(this.canvas).call(this.zoom).on('dblclick.zoom', null);
    theme.listeners.push(() => this.draw());
  }

  get height() { return CPU_HEIGHT + 10 + this.rows.length * this.rowHeight + AXIS; }

  rowTop(row) { return CPU_HEIGHT + 10 + row * this.rowHeight; }

  mount() { new ResizeObserver(() => this.resize()).observe(this.canvas.parentElement); }

  resize() {
    const width = this.canvas.parentElement.clientWidth;
    if (!width) return;
    const density = devicePixelRatio || 1;
    this.width = width;
    this.canvas.style.height = `${this.height}px`;
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(this.height * density);
    this.full.range([GUTTER, width - 1]);
    this.zoom.extent([[GUTTER, 0], [width, this.height]]).translateExtent([[GUTTER, 0], [width, this.height]]);
    this.draw();
  }

  draw() {
    if (!this.width) return;
    this.view = this.transform.rescaleX(this.full);
    const paint = this.canvas.getContext('2d');
    const density = devicePixelRatio || 1;
    paint.setTransform(density, 0, 0, density, 0, 0);
    paint.clearRect(0, 0, this.width, this.height);
    this.colors = Object.fromEntries(['text', 'dim', 'faint', 'line', 'line-strong', 'track', 'hatch', 'bar', 'bar-deep', 'fail', 'fail-soft', 'flaky', 'flaky-soft', 'accent', 'surface', 'lost', 'sunken'].map(name => [name, color(name)]));
    this.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    paint.font = this.font;
    paint.textBaseline = 'middle';
    this.drawAxis(paint);
    paint.save();
    paint.beginPath();
    paint.rect(GUTTER, 0, this.width - GUTTER, this.height);
    paint.clip();
    this.drawLoad(paint);
    this.told = null;
    this.rows.forEach((parts, row) => this.drawRow(paint, parts, row));
    paint.restore();
    this.drawGutter(paint);
    if (this.at) this.outline(paint, this.at);
  }

  drawAxis(paint) {
    const bottom = this.height - AXIS;
    paint.textAlign = 'center';
    for (const tick of timeTicks(this.view, Math.max(3, Math.floor(this.width / 110)))) {
      const x = Math.round(this.view(tick)) + 0.5;
      if (x < GUTTER) continue;
      paint.strokeStyle = this.colors.line;
      paint.beginPath();
      paint.moveTo(x, 0);
      paint.lineTo(x, bottom);
      paint.stroke();
      paint.fillStyle = this.colors.faint;
      const text = tick === 0 ? '0' : took(tick).replace(/\.0+ s$/, ' s');
      const half = paint.measureText(text).width / 2;
      paint.fillText(text, Math.max(GUTTER + half, Math.min(x, this.width - half)), bottom + 13);
    }
  }

  drawLoad(paint) {
    const load = this.run.raw.load;
    const y = d3.scaleLinear().domain([0, 1000]).range([CPU_HEIGHT, 4]);
    paint.fillStyle = this.colors.sunken;
    paint.fillRect(GUTTER, 4, this.width - GUTTER, CPU_HEIGHT - 4);
    if (load.length > 1) {
      const area = d3.area().x(point => this.view(point[0])).y0(CPU_HEIGHT).y1(point => y(point[1])).curve(d3.curveMonotoneX).context(paint);
      paint.beginPath();
      area(load);
      paint.globalAlpha = 0.16;
      paint.fillStyle = this.colors.accent;
      paint.fill();
      paint.globalAlpha = 1;
      paint.beginPath();
      area.lineY1().context(paint)(load);
      paint.strokeStyle = this.colors.accent;
      paint.lineWidth = 1.4;
      paint.stroke();
      paint.lineWidth = 1;
    }
    paint.strokeStyle = this.colors['line-strong'];
    paint.beginPath();
    paint.moveTo(GUTTER, CPU_HEIGHT + 0.5);
    paint.lineTo(this.width, CPU_HEIGHT + 0.5);
    paint.stroke();
  }

  drawRow(paint, parts, row) {
    const worker = this.run.workers[row];
    const top = this.rowTop(row) + 2;
    const height = this.rowHeight - 4;
    const from = this.view(worker.start);
    const to = this.view(worker.end ?? this.run.wall);
    this.hatched(paint, from, top, to - from, height);
    if (this.rowHeight > 16) this.drawReason(paint, worker, from, top + height / 2);
    let drawnTo = -1;
    for (const part of parts) {
      const x = this.view(part.start);
      const end = this.view(part.end);
      if (end < GUTTER || x > this.width) continue;
      const plain = !part.bad && !part.flaky;
      if (plain && end - drawnTo < 0.7) continue;
      this.drawPart(paint, part, x, top, Math.max(1, end - x), height);
      drawnTo = end;
    }
    for (const part of parts) {
      if (part.bad) this.drawFlag(paint, this.view(part.start), top, height);
    }
    if (worker.expected === false) this.drawDeath(paint, to, top + height / 2);
  }

  hatched(paint, x, y, width, height) {
    if (width <= 0) return;
    paint.save();
    paint.beginPath();
    paint.roundRect(x, y, width, height, 3);
    paint.clip();
    paint.fillStyle = this.colors.track;
    paint.fillRect(x, y, width, height);
    paint.strokeStyle = this.colors.hatch;
    paint.beginPath();
    const first = Math.max(x, 0) - Math.max(x, 0) % 6 - height;
    for (let at = first; at < Math.min(x + width, this.width); at += 6) {
      paint.moveTo(at, y + height);
      paint.lineTo(at + height, y);
    }
    paint.stroke();
    paint.restore();
  }

  drawReason(paint, worker, x, y) {
    if (worker.reason === 'core' || worker.reason === this.told) return;
    const text = STARTED_FOR[worker.reason] ?? worker.reason;
    const width = paint.measureText(text).width;
    if (x - GUTTER < width + 14) return;
    this.told = worker.reason;
    paint.fillStyle = this.colors.faint;
    paint.textAlign = 'right';
    paint.fillText(text, x - 7, y);
  }

  drawPart(paint, part, x, y, width, height) {
    const gap = width > 4 ? 1 : 0;
    const [soft, deep] = part.bad ? ['fail-soft', 'fail'] : part.flaky || part.label.startsWith('retry') ? ['flaky-soft', 'flaky'] : ['bar', 'bar-deep'];
    const busy = part.running ? 1 : Math.min(1, part.cpu / Math.max(0.1, part.end - part.start));
    paint.fillStyle = this.colors[soft];
    paint.fillRect(x, y, width - gap, height);
    paint.fillStyle = this.colors[deep];
    const filled = Math.max(2, height * busy);
    paint.globalAlpha = part.running ? 0.5 : 1;
    paint.fillRect(x, y + height - filled, width - gap, filled);
    paint.globalAlpha = 1;
    if (part.label && width > 5) {
      paint.fillStyle = this.colors.surface;
      paint.beginPath();
      paint.moveTo(x, y);
      paint.lineTo(x + 6, y);
      paint.lineTo(x, y + 6);
      paint.fill();
    }
    if (this.rowHeight > 16 && width > 46) this.drawName(paint, part, x, y, width, height, busy, busy > 0.6 ? deep : soft);
  }

  drawName(paint, part, x, y, width, height, busy, halo) {
    const left = Math.max(x, GUTTER) + 8;
    const room = x + width - left - 6;
    const name = simpleName(this.run.classes[part.cls].name);
    let text = part.label ? `${name} \u00b7 ${part.label}` : name;
    if (paint.measureText(text).width > room) {
      const letters = Math.floor(room / (paint.measureText(text).width / text.length)) - 1;
      if (letters < 5) return;
      text = `${text.slice(0, letters)}\u2026`;
    }
    paint.textAlign = 'left';
    const dark = document.documentElement.dataset.theme === 'dark';
    if (busy > 0.2 && busy < 0.95) { // where the text lies half on one colour, half on the other
      paint.strokeStyle = this.colors[halo];
      paint.lineWidth = 3;
      paint.lineJoin = 'round';
      paint.strokeText(text, left, y + height / 2 + 0.5);
      paint.lineWidth = 1;
    }
    paint.fillStyle = busy > 0.6 ? dark ? '#07130d' : '#ffffff' : this.colors.text;
    paint.fillText(text, left, y + height / 2 + 0.5);
  }

  drawFlag(paint, x, y, height) {
    paint.fillStyle = this.colors.fail;
    paint.fillRect(Math.max(x, GUTTER) - 1, y - 2, 3, height + 4);
  }

  drawDeath(paint, x, y) {
    paint.strokeStyle = this.colors.lost;
    paint.lineWidth = 2.4;
    paint.beginPath();
    for (const [dx, dy] of [[-4, -4], [-4, 4]]) {
      paint.moveTo(x + 9 + dx, y + dy);
      paint.lineTo(x + 9 - dx, y - dy);
    }
    paint.stroke();
    paint.lineWidth = 1;
  }

  drawGutter(paint) {
    paint.fillStyle = this.colors.dim;
    paint.textAlign = 'left';
    paint.fillText('CPU', 0, 12);
    if (this.rowHeight <= 16) return;
    this.run.workers.forEach((worker, row) => {
      paint.fillStyle = this.colors.dim;
      paint.fillText(`${worker.n}`, 4, this.rowTop(row) + this.rowHeight / 2);
    });
  }

  outline(paint, part) {
    const row = this.rowOf.get(part.worker);
    const x = Math.max(GUTTER, this.view(part.start));
    paint.strokeStyle = this.colors.text;
    paint.lineWidth = 1.5;
    paint.strokeRect(x, this.rowTop(row) + 1, Math.max(2, this.view(part.end) - x), this.rowHeight - 2);
    paint.lineWidth = 1;
  }

  find(event) {
    const box = this.canvas.getBoundingClientRect();
    const y = event.clientY - box.top;
    const time = this.view.invert(event.clientX - box.left);
    const row = Math.floor((y - CPU_HEIGHT - 10) / this.rowHeight);
    const slack = this.view.invert(GUTTER + 2) - this.view.invert(GUTTER);
    const parts = this.rows[row];
    const part = parts?.find(each => time >= each.start && time <= each.end) ?? parts?.find(each => time >= each.start - slack && time <= each.end + slack);
    return {part, time, row, y};
  }

  hover(event) {
    const {part, time, row, y} = this.find(event);
    this.at = part ?? null;
    this.canvas.style.cursor = part ? 'pointer' : '';
    this.draw();
    if (part) this.tell(event.clientX, event.clientY, part);
    else if (y < CPU_HEIGHT && time >= 0) this.tellLoad(event.clientX, event.clientY, time);
    else if (this.run.workers[row] && time >= 0) this.tellIdle(event.clientX, event.clientY, row, time);
    else tip.hide();
  }

  tell(x, y, part) {
    const cls = this.run.classes[part.cls];
    tip.show(x, y, cls.name, {
      Part: part.label, Tests: `${whole.format(part.tests)}${part.bad ? `, ${whole.format(part.bad)} failed or lost` : ''}${part.flaky ? `, ${part.flaky} flaky` : ''}`,
      Wall: `${took(part.end - part.start)}${part.running ? ', still running when the run was cut short' : ''}`,
      CPU: part.running ? '' : `${took(part.cpu)} (${percent(part.cpu / Math.max(0.1, part.end - part.start))})`,
      Fixtures: took(Math.max(0, part.end - part.start - part.testTime)), From: `${took(part.start)} on worker ${part.worker}`,
    });
  }

  tellLoad(x, y, time) {
    const load = this.run.raw.load;
    const point = load[d3.bisector(each => each[0]).center(load, time)];
    if (point) tip.show(x, y, `CPU ${percent(point[1] / 1000)}`, {At: took(point[0]), Busy: count(point[2], 'worker'), Waiting: count(point[3], 'class', 'classes')});
  }

  tellIdle(x, y, row, time) {
    const worker = this.run.workers[row];
    const alive = time >= worker.start && time <= (worker.end ?? this.run.wall);
    const dead = worker.expected === false && time > worker.end;
    tip.show(x, y, `Worker ${worker.n}`, alive ? {State: 'idle', At: took(time)}
      : dead ? {Ended: took(worker.end), Why: worker.why, 'Exit code': worker.exit}
        : time < worker.start ? {State: 'not started yet', Started: took(worker.start), Why: STARTED_FOR[worker.reason] ?? worker.reason} : {Ended: took(worker.end)});
  }

  leave() {
    this.at = null;
    tip.hide();
    this.draw();
  }

  click(event) {
    const {part} = this.find(event);
    if (part && event.detail !== 2) testList.ofClass(this.run.classes[part.cls].name);
  }

  key(event) {
    const row = this.at ? this.rowOf.get(this.at.worker) : 0;
    const at = this.at ? this.rows[row].indexOf(this.at) : -1;
    const moves = {
      ArrowRight: () => this.rows[row]?.[Math.min(at + 1, this.rows[row].length - 1)], ArrowLeft: () => this.rows[row]?.[Math.max(at - 1, 0)],
      ArrowDown: () => this.nearest(Math.min(row + 1, this.rows.length - 1)), ArrowUp: () => this.nearest(Math.max(row - 1, 0)),
    };
    if (event.key === 'Enter' && this.at) testList.ofClass(this.run.classes[this.at.cls].name);
    if (event.key === '+' || event.key === '-') this.zoomBy(event.key === '+' ? 1.6 : 1 / 1.6);
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    this.at = moves[event.key]() ?? this.at;
    this.draw();
    if (!this.at) return;
    const box = this.canvas.getBoundingClientRect();
    this.tell(box.left + this.view((this.at.start + this.at.end) / 2), box.top + this.rowTop(this.rowOf.get(this.at.worker)) + this.rowHeight, this.at);
  }

  nearest(row) {
    const time = this.at?.start ?? 0;
    return this.rows[row]?.reduce((best, part) => !best || Math.abs(part.start - time) < Math.abs(best.start - time) ? part : best, null);
  }

  zoomBy(factor) {
    if (factor === 0) d3.select(this.canvas).call(this.zoom.transform, d3.zoomIdentity);
    else d3.select(this.canvas).call(this.zoom.scaleBy, factor);
  }
}

/** Round moments on a scale of milliseconds: whole minutes where seconds would be odd ones. */
function timeTicks(scale, most) {
  const [from, to] = scale.domain();
  const least = (to - from) / most;
  if (least < 10_000) return scale.ticks(most);
  const step = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map(each => each * 1000).find(each => each >= least) ?? 14_400_000;
  return d3.range(Math.ceil(from / step) * step, to, step);
}

function timelineAbout(run) {
  const classes = new Set(run.parts.map(part => part.cls)).size;
  const split = run.parts.length > classes ? ` in ${count(run.parts.length, 'part')}` : '';
  return `${count(classes, 'class', 'classes')}${split} on ${count(run.workers.length, 'worker')}`;
}

function timelineSection(run) {
  if (!run.workers.length) return null;
  const timeline = new Timeline(run);
  const holder = h('div.gantt', timeline.canvas);
  const button = (label, title, factor) => h('button.icon', {type: 'button', title, 'aria-label': title, onclick: () => timeline.zoomBy(factor)}, icon(label));
  const has = {flaky: run.parts.some(part => part.flaky || part.label.startsWith('retry')), bad: run.parts.some(part => part.bad), died: run.workers.some(worker => worker.expected === false), split: run.parts.some(part => part.label), running: run.parts.some(part => part.running)};
  const swatch = style => h('span.swatch', {style});
  const section = card('timeline', 'Timeline', timelineAbout(run), holder,
    h('div.key',
      h('span', swatch({background: 'linear-gradient(to top, var(--bar-deep) 55%, var(--bar) 55%)'}), 'passed; filled as high as its share of a CPU'),
      has.bad && h('span', swatch({background: 'linear-gradient(to top, var(--fail) 55%, var(--fail-soft) 55%)'}), 'with a failure'),
      has.flaky && h('span', swatch({background: 'linear-gradient(to top, var(--flaky) 55%, var(--flaky-soft) 55%)'}), 'retry'),
      has.split && h('span', swatch({background: 'linear-gradient(135deg, var(--surface) 35%, var(--bar-deep) 35%)', outline: '1px solid var(--line)'}), 'part of a class'),
      has.running && h('span', swatch({background: 'var(--bar-deep)', opacity: 0.6}), 'still running'),
      h('span', swatch({background: 'repeating-linear-gradient(135deg, var(--hatch) 0 1px, var(--track) 1px 5px)'}), 'idle'),
      has.died && h('span', h('b', {style: {color: 'var(--lost)'}}, '\u2715'), 'worker died')));
  section.querySelector('header').append(h('div.gantt-tools', button('M3 8h10', 'Zoom out', 1 / 1.6), button('M3 8h10M8 3v10', 'Zoom in (Ctrl and wheel)', 1.6), button('M2.5 8a5.5 5.5 0 1 0 1.8-4M2.5 2v3h3', 'Whole run', 0)));
  queueMicrotask(() => timeline.mount());
  return section;
}
