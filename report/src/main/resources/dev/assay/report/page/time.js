/** Where the workers' time went, and which classes took it. */
function timeSection(run) {
  if (!run.parts.length) return null;
  const shares = workerTime(run).filter(share => share.ms > 0);
  const total = shares.reduce((sum, share) => sum + share.ms, 0);
  const tree = h('div.tree', {role: 'group', 'aria-label': 'Classes by time'});
  new ResizeObserver(() => drawTree(run, tree)).observe(tree);
  theme.listeners.push(() => drawTree(run, tree));
  return card('time', 'Where the time went', `${took(total)} of ${count(run.workers.length, 'worker')}`,
    h('div.stackbar', {role: 'img', 'aria-label': shares.map(share => `${share.name} ${percent(share.ms / total)}`).join(', ')},
      shares.map(share => h('i', {title: `${share.name}: ${took(share.ms)}`, style: {flex: `${share.ms} 0 0`, background: share.fill}}))),
    h('dl.where-list', shares.map(share => h('div', {title: share.about}, h('dt', h('span.dot', {style: {background: share.fill}}), share.name), h('dd.num', took(share.ms), h('small', percent(share.ms / total)))))),
    tree,
    h('div.key', h('span', h('span.swatch', {style: {background: 'var(--bar-deep)'}}), 'computes'), h('span', h('span.swatch', {style: {background: 'var(--bar)', opacity: 0.5}}), 'waits: little CPU for its time'), h('span', h('span.swatch', {style: {'box-shadow': 'inset 0 0 0 2px var(--fail)'}}), 'has a failure')));
}

function workerTime(run) {
  const sum = {tests: 0, fixtures: 0, between: 0, idle: 0, start: 0, plan: 0};
  for (const worker of run.workers) {
    const parts = run.parts.filter(part => part.worker === worker.n);
    const end = worker.end ?? run.wall;
    const busy = parts.reduce((all, part) => all + part.end - part.start, 0);
    const tests = parts.reduce((all, part) => all + Math.min(part.testTime, part.end - part.start), 0);
    const last = parts.reduce((latest, part) => Math.max(latest, part.end), worker.start);
    sum.tests += tests;
    sum.fixtures += busy - tests;
    sum.between += Math.max(0, last - worker.start - busy);
    sum.idle += Math.max(0, end - last);
    if (worker.reason === 'core') {
      sum.plan += run.plannedAt ?? 0;
      sum.start += Math.max(0, worker.start - (run.plannedAt ?? 0));
    }
  }
  return [
    {name: 'Tests', ms: sum.tests, fill: 'var(--bar-deep)', about: 'Test methods with their own before and after methods'},
    {name: 'Fixtures and framework', ms: sum.fixtures, fill: 'var(--bar)', about: 'Loading classes, discovery in the worker, before-all and after-all methods'},
    {name: 'Between classes', ms: sum.between, fill: 'var(--faint)', about: 'From the end of a class to the start of the next in the same worker'},
    {name: 'Idle at the end', ms: sum.idle, fill: 'var(--line-strong)', about: 'A worker had nothing left to do while others still ran'},
    {name: 'Worker start', ms: sum.start, fill: 'var(--accent)', about: 'From the plan to a worker that is ready'},
    {name: 'Finding the tests', ms: sum.plan, fill: 'color-mix(in srgb, var(--accent) 45%, var(--surface))', about: 'Discovery and planning, before workers could begin'},
  ];
}

function drawTree(run, tree) {
  const width = tree.clientWidth;
  if (!width || tree.drawnFor === `${width} ${document.documentElement.dataset.theme}`) return;
  tree.drawnFor = `${width} ${document.documentElement.dataset.theme}`;
  const height = Math.min(width < 600 ? 320 : 300, 70 + run.classes.length * 10);
  tree.style.height = `${height}px`;
  const shared = sharedPackage(run.classes.map(cls => cls.name));
  const root = d3.hierarchy({children: packages(run, shared, 14 / width / height)}).sum(node => node.wall ?? 0).sort((a, b) => b.value - a.value);
  d3.treemap().size([width, height]).paddingInner(2).paddingTop(node => node.depth === 1 ? 17 : 0).round(true)(root);
  tree.replaceChildren(...(root.children ?? []).flatMap(pack => packNodes(pack)));
}

/** Classes by package; those too small to see are counted together. */
function packages(run, shared, leastShare) {
  const least = leastShare * d3.sum(run.classes, cls => cls.wall);
  const byPackage = d3.group(run.classes.filter(cls => cls.wall > 0), cls => packageOf(cls.name));
  return [...byPackage].map(([name, classes]) => {
    const [seen, rest] = [classes.filter(cls => cls.wall >= least), classes.filter(cls => cls.wall < least)];
    const children = seen.map(cls => ({cls, wall: cls.wall}));
    if (rest.length) children.push({rest: rest.length, wall: rest.reduce((sum, cls) => sum + cls.wall, 0)});
    return {name: name === shared ? simpleName(name) || '(no package)' : name.slice(shared ? shared.length + 1 : 0), children};
  });
}

function packNodes(pack) {
  const width = pack.x1 - pack.x0;
  const nodes = [];
  if (width > 34 && pack.y1 - pack.y0 > 17) {
    nodes.push(h('div.pack', {style: {left: `${pack.x0}px`, top: `${pack.y0}px`, width: `${width}px`}}, width > 120 ? `${pack.data.name}  ${took(pack.value)}` : pack.data.name));
  }
  return nodes.concat(pack.leaves().map(leafNode).filter(Boolean));
}

function leafNode(leaf) {
  const width = leaf.x1 - leaf.x0;
  const height = leaf.y1 - leaf.y0;
  if (width < 2 || height < 2) return null;
  const {cls, rest} = leaf.data;
  const place = {left: `${leaf.x0}px`, top: `${leaf.y0}px`, width: `${width}px`, height: `${height}px`};
  if (!cls) return h('button', {type: 'button', disabled: true, tabindex: -1, style: {...place, background: 'var(--track)'}}, width > 60 && height > 18 ? `${rest} more` : null);
  const busy = Math.min(1, cls.cpu / cls.wall);
  const fill = `color-mix(in srgb, var(--bar-deep) ${Math.round(16 + busy * 50)}%, var(--surface))`;
  const edge = cls.bad ? `inset 0 0 0 ${width > 24 && height > 24 ? 2 : 1}px var(--fail)` : null;
  const roomy = width > 54 && height > 17;
  return h('button', {type: 'button', tabindex: roomy ? 0 : -1, 'aria-label': `${cls.name}, ${took(cls.wall)}`, style: {...place, background: fill, 'box-shadow': edge, padding: roomy ? null : 0},
    onclick: () => testList.ofClass(cls.name), onmousemove: event => tellClass(event, cls), onmouseleave: () => tip.hide()},
    roomy && h('b', simpleName(cls.name)), roomy && height > 34 && h('span.num', took(cls.wall)));
}

function tellClass(event, cls) {
  tip.show(event.clientX, event.clientY, cls.name, {Wall: took(cls.wall), CPU: `${took(cls.cpu)} (${percent(cls.cpu / cls.wall)})`, Fixtures: took(Math.max(0, cls.wall - cls.testTime)),
    Tests: whole.format(cls.tests), 'Failed or lost': cls.bad || '', Parts: cls.parts.length > 1 ? cls.parts.length : ''});
}
