/** What tests did with their databases, and what fixtures took to open. */
const TEXTS = new Set(['What they did', 'Test', 'Class', 'Effect', 'Fixture']);
const EFFECTS = {READ_ONLY: ['read only', 'pass'], WRITE: ['write', 'flaky'], SCHEMA: ['schema', 'fail']};

function databasesSection(run) {
  const {tiers, effects, classes, tests, fixtures} = run.raw.databases;
  if (!classes.length && !fixtures.length) return null;
  return h('div', {id: 'databases'},
    classes.length ? card('databases-effects', 'Databases', `what tests did to them (${tiers.join(', ').toLowerCase()})`, useTable(['What they did', 'Tests'],
      effects.map(([count, use]) => [[effectBadge(use), whole.format(count)], use]))) : null,
    classes.length ? [
      card('databases-tests', 'Longest in the database', null, useTable(['Test'], tests.slice(0, 20).map(([cls, name, use]) => [[h('span.name', h('i', `${simpleName(cls)}.`), name)], use]), true)),
      card('databases-classes', 'By class', null, h('div.scroll', useTable(['Class', 'Tests'], classes.map(([name, count, use]) => [[h('span.name', classShort(name)), whole.format(count)], use]), true)))] : null,
    fixtures.length ? card('fixtures', 'Fixtures', 'what it took to open them', h('div.scroll-x', h('table.table', heads(['Fixture', 'Times', 'Together', 'Longest']),
      h('tbody', fixtures.map(([name, times, micros, longest]) => h('tr', h('td', h('span.name', name)), h('td.num', whole.format(times)), h('td.num', took(micros / 1000)), h('td.num', took(longest / 1000)))))))) : null);
}

function useTable(names, rows, withEffect) {
  return h('div.scroll-x', h('table.table', heads([...names, ...(withEffect ? ['Effect'] : []), 'Time', 'Statements', 'Rows read', 'Written', 'Errors', 'Connections', 'Waited']),
    h('tbody', rows.map(([cells, use]) => h('tr', cells.map((cell, index) => h(index ? 'td.num' : 'td', cell)), withEffect ? h('td', effectBadge(use)) : null,
      h('td.num', took(use.micros / 1000)), [use.statements, use.read, use.written, use.errors, use.connections].map(figure => h('td.num', whole.format(figure))), h('td.num', took(use.waited / 1000)))))));
}

/** What a test did, in a row of all tests. */
function useCell(use) {
  if (!use) return h('span.use');
  return h('span.use', {title: `${EFFECTS[use.effect][0]}, ${count(use.statements, 'statement')}, ${took(use.micros / 1000)} in the database`},
    effectBadge(use), h('span.statements', `${whole.format(use.statements)} \u00d7`), h('span.num', took(use.micros / 1000)));
}

function heads(names) {
  return h('thead', h('tr', names.map(name => h(TEXTS.has(name) ? 'th' : 'th.num', {scope: 'col'}, name))));
}

function effectBadge(use) {
  const [name, tone] = EFFECTS[use.effect];
  return h('span.badge', {style: {color: `var(--${tone})`}}, name);
}
