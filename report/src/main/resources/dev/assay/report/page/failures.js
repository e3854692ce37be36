function failuresSection(run) {
  const {clusters, containers} = run.raw;
  if (!clusters.length) return null;
  const byCluster = new Map();
  const add = (id, entry) => byCluster.has(id) ? byCluster.get(id).push(entry) : byCluster.set(id, [entry]);
  for (const index of run.tests.withDetail((detail, letter) => letter === 'F' || letter === 'L')) {
    const detail = run.tests.details[index];
    add(detail.attempts.at(-1).cluster, {title: run.tests.names[index], className: run.tests.className(index), detail, index, letter: run.tests.outcomes[index]});
  }
  for (const each of containers) add(each.detail.attempts[0].cluster, {title: each.name, className: each.className, detail: each.detail, index: null, letter: 'F', cls: run.classes[each.cls]});
  const total = clusters.reduce((sum, cluster) => sum + cluster.count, 0);
  const section = card('failures', 'Failures', `${count(total, 'failure')} of ${count(clusters.length, 'cause')}`,
    clusters.map((cluster, i) => clusterView(run, cluster, byCluster.get(cluster.id) ?? [], i === 0)));
  section.classList.add('flush');
  return section;
}

function clusterView(run, cluster, cases, open) {
  const lost = cluster.type === 'lost';
  const rest = cluster.title.slice(cluster.type.length);
  const view = h('details.cluster', h('summary',
    h('span.title', h(lost ? 'em.lost' : 'em', cluster.type), rest),
    h('span.badge.num', `${whole.format(cluster.count)}\u00d7`),
    cluster.where && h('span.where.name', 'at ', cluster.where)));
  const fill = () => {
    if (view.childElementCount === 1) view.append(clusterBody(run, cluster, cases));
  };
  view.addEventListener('toggle', fill, {once: true});
  addEventListener('beforeprint', () => { fill(); view.open = true; });
  if (open) {
    fill();
    view.open = true;
  }
  return view;
}

function clusterBody(run, cluster, cases) {
  const first = cases.find(each => each.detail.attempts.at(-1).stack) ?? cases[0];
  if (!first) return h('div.inner', h('p.dim', 'The page does not carry these failures one by one; the XML reports do.'));
  const attempt = first.detail.attempts.at(-1);
  const part = run.partByNumber.get(first.detail.part);
  const worker = part && run.workers.find(each => each.n === part.worker);
  return h('div.inner',
    h('div', h('div.label', cluster.count === 1 ? 'The test' : `The tests, ${whole.format(Math.min(cases.length, cluster.count))} of ${whole.format(cluster.count)}`), caseList(run, cases)),
    attempt.stack ? stackView(attempt.stack, first.className) : h('p.message', first.detail.reason || attempt.message),
    attempt.output && outputView(attempt, first.index == null ? first.cls : run.tests.cls(first.index)),
    attempt.outcome === 'L' && worker?.lastOutput && h('div', h('div.label', `Last output of worker ${worker.n} (pid ${worker.pid})`), h('pre.output', worker.lastOutput)));
}

function caseList(run, cases, at = 8) {
  const box = h('div.case-list', cases.slice(0, at).map(each => caseButton(run, each)));
  if (cases.length > at) {
    const more = h('button.case', {type: 'button', onclick: () => more.replaceWith(...cases.slice(at, 300).map(each => caseButton(run, each)))},
      h('span.dim', cases.length > 300 ? `Show 292 more of ${whole.format(cases.length - at)}` : `Show ${cases.length - at} more`));
    box.append(more);
  }
  return box;
}

function caseButton(run, {title, className, detail, index, letter}) {
  return h('button.case', {type: 'button', onclick: () => drawer.open(run, title, className, detail, index)},
    outcomeMark(letter), h('span.name', {title: className}, h('i', `${simpleName(className)}.`), title),
    index != null && h('span.num.dim', took(run.tests.micros[index] / 1000)));
}
