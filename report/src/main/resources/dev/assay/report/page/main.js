async function start() {
  theme.start();
  const app = document.getElementById('app');
  if (typeof DecompressionStream === 'undefined') {
    app.append(h('p.empty', {style: {padding: '24px'}}, 'This page needs a browser of 2023 or newer.'));
    return;
  }
  const run = new Run(await unpack());
  render(app, run);
  listenToKeys();
  document.documentElement.dataset.ready = 'true';
}

function render(app, run) {
  const named = [
    ['failures', 'Failures', run.raw.clusters.reduce((sum, cluster) => sum + cluster.count, 0), failuresSection(run)],
    ['timeline', 'Timeline', 0, timelineSection(run)],
    ['time', 'Time', 0, timeSection(run)],
    ['slowest', 'Slowest', 0, slowestSection(run)],
    ['databases', 'Databases', 0, databasesSection(run)],
    ['flaky', 'Flaky', 0, flakySection(run)],
    ['trend', 'Trend', 0, trendSection(run)],
    ['heap', 'Memory', 0, heapSection(run)],
    ['notrun', 'Without a result', 0, lostSection(run)],
    ['leftovers', 'Left behind', 0, leftoversSection(run)],
    ['notices', 'Notices', 0, noticesSection(run)],
    ['tests', 'Tests', 0, testList.section(run)],
  ].filter(([, , , section]) => section);
  app.append(
    h('a.skip-link', {href: '#main'}, 'To the results'),
    topBar(run, named),
    h('main', {id: 'main', tabindex: -1, style: {outline: 'none'}}, hero(run), banners(run), stats(run), runAgain(run), named.map(([, , , section]) => section), pageFooter(run)));
  testList.refresh();
  watchSections(named.map(([id]) => document.getElementById(id)));
}

function pageFooter(run) {
  const links = [run.raw.flame && ['flame.html', 'Flame graph'], run.raw.coverage && ['coverage/index.html', 'Coverage']].filter(Boolean);
  return h('footer.page', h('span', `Assay \u00b7 run ${run.id ?? 'unknown'}`), links.map(([href, name]) => h('a', {href}, name)));
}

/** Marks the section in sight in the bar above. */
function watchSections(sections) {
  const links = new Map([...document.querySelectorAll('.top nav a')].map(link => [link.getAttribute('href').slice(1), link]));
  const mark = () => {
    const current = sections.findLast(section => section.getBoundingClientRect().top < innerHeight * 0.3);
    for (const [id, link] of links) link.toggleAttribute('aria-current', id === current?.id);
  };
  addEventListener('scroll', mark, {passive: true});
  mark();
}

start();
