/** Tests without a result and why, what classes left behind, and notices. */
function lostSection(run) {
  const reasons = new Map();
  for (const index of run.tests.withDetail((detail, letter) => letter === 'N' || letter === 'S' || letter === 'A')) {
    const detail = run.tests.details[index];
    const letter = run.tests.outcomes[index];
    const text = detail.reason || detail.attempts.at(-1).message || 'no reason was given';
    const key = `${letter}${text}`;
    if (!reasons.has(key)) reasons.set(key, {letter, text, tests: []});
    reasons.get(key).tests.push({title: run.tests.names[index], className: run.tests.className(index), detail, index, letter});
  }
  const {classesNotRun} = run.raw;
  if (!reasons.size && !classesNotRun.length) return null;
  const rows = [...reasons.values()].sort((a, b) => WORST_FIRST.indexOf(a.letter) - WORST_FIRST.indexOf(b.letter) || b.tests.length - a.tests.length);
  const section = card('notrun', 'Without a result', 'not run, aborted or skipped, with the reason',
    rows.map(({letter, text, tests}) => {
      const view = h('details.cluster', h('summary', h('span.title', outcomeBadge(letter), ' ', h('span', text)), h('span.badge.num', `${whole.format(tests.length)}\u00d7`)));
      view.addEventListener('toggle', () => view.append(h('div.inner', caseList(run, tests, 20))), {once: true});
      return view;
    }),
    [...d3.group(classesNotRun, each => each[1])].map(([reason, classes]) => h('details.cluster',
      h('summary', h('span.title', outcomeBadge('N'), ' ', h('span', `Classes never begun: ${reason}`)), h('span.badge.num', `${whole.format(classes.length)}\u00d7`)),
      h('div.inner', h('ul', classes.slice(0, 300).map(([name]) => h('li.name', classLabel(name))))))));
  section.classList.add('flush');
  return section;
}

const KINDS = {LOCALE: 'default locale', TIME_ZONE: 'default time zone', SYSTEM_PROPERTY: 'system property', STANDARD_STREAM: 'standard stream', THREAD: 'thread', PROCESS: 'child process', PORT: 'open port', FILE: 'open file', CONNECTION: 'unclosed connection'};

function leftoversSection(run) {
  const {leftovers} = run.raw;
  if (!leftovers.length) return null;
  return card('leftovers', 'Left behind', 'what classes changed or left running in their worker, for the next class to meet',
    h('div.scroll-x', h('table.table', h('thead', h('tr', ['Class', 'What', 'Which', 'Detail'].map(name => h('th', {scope: 'col'}, name)))),
      h('tbody', leftovers.slice(0, 400).map(([cls, kind, name, detail, stack]) => h('tr', h('td', h('span.name', classShort(run.classes[cls].name))), h('td', KINDS[kind]), h('td', h('span.name', name === KINDS[kind] ? '' : name)), h('td', stack ? h('details', h('summary', h('span.name', detail)), h('pre.stack', stack)) : h('span.name', detail))))))));
}

function noticesSection(run) {
  const {notices} = run.raw;
  if (!notices.length) return null;
  const tone = {INFO: ['dim', 'info'], WARNING: ['flaky', 'warning'], ERROR: ['fail', 'error']};
  return card('notices', 'Notices', null, notices.map(([level, text]) => h('div.notice', h('span.badge', {style: {color: `var(--${tone[level][0]})`}}, tone[level][1]), h('p', text))));
}
