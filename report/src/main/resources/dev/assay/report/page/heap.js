/** What stayed in use of the workers' heaps when all of them was collected. */
function heapSection(run) {
  const {workers, growths} = run.raw.heap;
  const shown = workers.filter(worker => worker.points.length > 1);
  if (!shown.length) return null;
  return card('heap', 'Memory', 'what stayed in use of the heap when all of it was collected, in the order of collections',
    h('div.trend', shown.map(worker => trendChart(worker.points.map(([at, bytes, most, cls]) => ({at, bytes, most, cls})), `Worker ${worker.n}`, each => each.bytes, size, 'accent',
      each => ({Behind: simpleName(each.cls), At: took(each.at), 'Of at most': size(each.most)})))),
    growths.length ? h('div.scroll', h('table.table', h('thead', h('tr', h('th', {scope: 'col'}, 'It grew and stayed'), h('th.num', {scope: 'col'}, 'Worker'), h('th.num', {scope: 'col'}, 'By'))),
      h('tbody', growths.map(({worker, bytes, classes}) => h('tr', h('td', grownIn(classes)), h('td.num', worker), h('td.num', size(bytes))))))) : null);
}

/** The classes that ran between two collections: one of them has kept it. */
function grownIn(classes) {
  const names = some => h('span.name', {title: some.join('\n')}, some.map(simpleName).join(', '));
  if (classes.length <= 3) return names(classes);
  return h('details', h('summary', names(classes.slice(0, 3)), ` and ${whole.format(classes.length - 3)} more`), names(classes.slice(3)));
}
