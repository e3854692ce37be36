function verdictOf(run) {
  const {counts} = run;
  const containers = run.raw.containers.length;
  const failed = [counts.failed && count(counts.failed, 'test'), containers && count(containers, 'container')].filter(Boolean).join(' and ');
  const bad = [failed && `${failed} failed`, counts.lost && `${whole.format(counts.lost)} lost`].filter(Boolean).join(', ');
  if (run.end === 'KILLED') return {mood: 'bad', glyph: '!', text: bad ? `Cut short: ${bad}` : 'This run was cut short'};
  if (run.end === 'BROKEN') return {mood: 'bad', glyph: '!', text: bad ? `Broken run: ${bad}` : 'This run is broken'};
  if (run.end === 'INTERRUPTED') return {mood: 'odd', glyph: '!', text: bad ? `Interrupted: ${bad}` : 'This run was interrupted'};
  if (bad) return {mood: 'bad', glyph: '\u2715', text: run.end === 'STOPPED' ? `${bad}, then stopped as asked` : bad};
  if (!counts.total) return {mood: 'odd', glyph: '\u2013', text: 'No test was run'};
  const ran = counts.passed;
  if (!ran) return {mood: 'odd', glyph: '\u2013', text: 'No test passed, none failed'};
  return {mood: 'good', glyph: '\u2713', text: ran === counts.total ? (ran === 1 ? 'The test passed' : `All ${whole.format(ran)} tests passed`) : `${count(ran, 'test')} passed, none failed`};
}

function topBar(run, sections) {
  const mark = icon('M2.5 13 7 2.8h2L13.5 13M4.7 9.6h6.6', 20);
  mark.style.color = color('accent');
  return h('div.top', h('div',
    h('a.brand', {href: '#'}, mark, 'Assay'),
    h('nav', {'aria-label': 'Sections'}, sections.map(([id, name, number]) => h('a', {href: `#${id}`}, name, number ? h('b', whole.format(number)) : null))),
    h('div.tools',
      h('button.icon', {type: 'button', title: 'Light or dark (d)', 'aria-label': 'Light or dark', onclick: () => theme.toggle()}, icon('M13.5 9.3A5.8 5.8 0 0 1 6.7 2.5a5.8 5.8 0 1 0 6.8 6.8Z')),
      h('button.icon', {type: 'button', title: 'Keys (?)', 'aria-label': 'Keys', onclick: showHelp}, icon('M6 6.2A2 2 0 1 1 8.6 8c-.4.2-.6.5-.6 1v.3M8 11.6v.1M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0Z')))));
}

function hero(run) {
  const verdict = verdictOf(run);
  const share = Object.entries(tally(run)).filter(([, number]) => number);
  return h(`div.hero.${verdict.mood}`,
    h('div.verdict', h('div.mark', {'aria-hidden': 'true'}, verdict.glyph),
      h('div', h('h1', verdict.text), h('p.sub', h('span.mono', targetName(run)),
        run.epoch && ` \u00b7 ${moment(run.epoch)}`, run.id && ` \u00b7 run ${run.id}`, run.jdk && ` \u00b7 Java ${run.jdk}`,
        run.cores && ` \u00b7 ${count(run.cores, 'core')}`, run.suites?.length > 1 && ` \u00b7 ${count(run.suites.length, 'suite')}`))),
    share.length > 0 && h('div.share', {role: 'img', 'aria-label': share.map(([letter, number]) => `${number} ${OUTCOMES[letter].name}`).join(', ')},
      share.map(([letter, number]) => h('i', {style: {'flex-grow': number, background: `var(--${OUTCOMES[letter].color})`, 'flex-basis': 0}}))),
    share.length > 0 && h('div.legend', share.map(([letter, number]) => h('button', {type: 'button', title: `List the ${OUTCOMES[letter].name} tests`, onclick: () => testList.only(letter)},
      h('span.dot', {style: {background: `var(--${OUTCOMES[letter].color})`}}), h('b.num', whole.format(number)), OUTCOMES[letter].name))));
}

function targetName(run) {
  if (run.target === '.' && run.suites?.length === 1) return run.suites[0];
  return run.target ?? 'unknown target';
}

function tally(run) {
  const {counts} = run;
  return {P: counts.passed - counts.flaky, F: counts.failed, L: counts.lost, Y: counts.flaky, A: counts.aborted, S: counts.skipped, N: counts.not_run};
}

function stats(run) {
  const cells = [
    ['Tests', whole.format(run.counts.total), `in ${count(run.classes.length, 'class', 'classes')}`],
    ['Wall time', took(run.wall), run.expectedWall ? `${took(run.expectedWall)} expected` : run.end === 'KILLED' ? 'until the last event' : ''],
    ['Speed-up', run.occupied ? `${(run.occupied / run.wall).toFixed(1)}\u00d7` : '\u2013', `${took(run.occupied)} class after class`],
    ['CPU', ...cpuUse(run)],
    ['Workers', whole.format(run.workersAtOnce), workersNote(run)],
    ['First failure', run.firstFailure == null ? 'none' : took(run.firstFailure), run.firstFailure == null ? '' : 'after the start'],
    ['Flaky', whole.format(run.counts.flaky), run.counts.flaky ? 'passed on retry' : 'no retry was needed'],
  ];
  return h('dl.stats', cells.map(([name, value, more]) => h('div', h('dt', name), h('dd.num', value), h('dd.more', {style: {font: 'inherit', 'font-size': '12px', 'letter-spacing': 0}, title: more}, more || '\u00a0'))));
}

/** CPU use of the workers, or of the machine where the run has no end. */
function cpuUse(run) {
  if (run.cpu != null) {
    return run.cpu ? [percent(Math.min(1, run.cpu / run.wall / run.cores)), `${took(run.cpu)} of ${took(run.wall * run.cores)}`] : ['\u2013', ''];
  }
  const load = d3.mean(run.raw.load, point => point[1] / 1000);
  return load == null ? ['\u2013', ''] : [percent(load), 'of the machine'];
}

function workersNote(run) {
  const died = run.workers.filter(worker => worker.expected === false).length;
  const started = run.workers.length > run.workersAtOnce && `${whole.format(run.workers.length)} started`;
  return ['at once', started, died && `${whole.format(died)} died`].filter(Boolean).join(', ');
}

function runAgain(run) {
  if (!run.command) return null;
  const commands = [['Run again', run.command]];
  if (run.bad || run.raw.containers.length) commands.push(['Only what failed', run.command.includes('--last-failed') ? run.command : `${run.command} --last-failed`]);
  return h('div.again', commands.map(([label, text]) => h('div.command', h('span', label), h('code', {title: text}, text), copyButton(text))));
}

function banners(run) {
  const found = [];
  if (run.end === 'KILLED') {
    found.push(h('div.banner.bad', {role: 'alert'}, h('b', 'No end was recorded. '),
      `Assay or the machine stopped ${took(run.wall)} into the run; what follows is what had been written until then.`,
      run.raw.running.length ? ` Running at that time: ${run.raw.running.slice(0, 8).map(([cls, name, at]) => `${simpleName(cls)}.${name} (for ${took(run.wall - at)})`).join(', ')}.` : ''));
  } else if (run.reason) {
    found.push(h('div.banner', {class: run.end === 'BROKEN' ? 'banner bad' : 'banner', role: 'alert'}, run.reason));
  }
  if (run.end === 'BROKEN' && run.discovered !== run.counts.total) {
    found.push(h('div.banner.bad', {role: 'alert'}, `${whole.format(run.discovered)} tests were discovered, ${whole.format(run.counts.total)} have an outcome.`));
  }
  return found;
}
