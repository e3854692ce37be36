function slowestSection(run) {
  if (!run.tests.size) return null;
  return h('div.columns', {id: 'slowest'}, slowestTests(run), slowestClasses(run));
}

function slowestTests(run) {
  const {micros} = run.tests;
  const slowest = topBy(micros.keys(), 15, index => micros[index]);
  const most = micros[slowest[0]] || 1;
  return card('slowest-tests', 'Slowest tests', null, h('div.ranks', slowest.map(index => h('button.rank', {type: 'button', onclick: () => openTest(run, index)},
    h('span.name', h('i', `${simpleName(run.tests.className(index))}.`), run.tests.names[index]), h('span.num', took(micros[index] / 1000)),
    h('span.meter', h('i', {style: {width: `${micros[index] / most * 100}%`}}))))));
}

function slowestClasses(run) {
  const slowest = topBy(run.classes.filter(cls => cls.wall > 0), 15, cls => cls.wall);
  const most = slowest[0]?.wall || 1;
  return card('slowest-classes', 'Dearest classes', h('span.key', {style: {margin: 0, display: 'inline-flex'}}, h('span', h('span.dot', {style: {background: 'var(--bar-deep)'}}), 'CPU'), h('span', h('span.dot', {style: {background: 'var(--bar)', opacity: 0.75}}), 'waiting')), h('div.ranks', slowest.map(cls => h('button.rank', {type: 'button', onclick: () => testList.ofClass(cls.name), onmousemove: event => tellClass(event, cls), onmouseleave: () => tip.hide()},
    h('span.name', classShort(cls.name)), h('span.num', took(cls.wall)),
    h('span.meter', h('i', {style: {width: `${Math.min(cls.cpu, cls.wall) / most * 100}%`}}), h('i.wait', {style: {width: `${Math.max(0, cls.wall - cls.cpu) / most * 100}%`}}))))));
}

function classShort(name) {
  const pack = packageOf(name);
  return [simpleName(name), pack && h('i', `  ${pack.split('.').slice(-2).join('.')}`)];
}

/** Returns the largest few, largest first, without sorting all. */
function topBy(values, most, cost) {
  const best = [];
  for (const value of values) {
    const price = cost(value);
    if (best.length === most && price <= best[most - 1][0]) continue;
    const at = d3.bisector(each => -each[0]).right(best, -price);
    best.splice(at, 0, [price, value]);
    if (best.length > most) best.pop();
  }
  return best.map(([, value]) => value);
}

function openTest(run, index) {
  drawer.open(run, run.tests.names[index], run.tests.className(index), run.tests.details[index], index);
}
