function flakySection(run) {
  const known = run.raw.history.flaky;
  const now = run.tests.withDetail((detail, letter) => letter === 'Y');
  if (!known.length && !now.length) return null;
  const pastOf = new Map(known.map(each => [`${each.className}#${each.name}`, each]));
  const rows = now.map(index => {
    const key = `${run.tests.className(index)}#${run.tests.names[index]}`;
    const past = pastOf.get(key);
    pastOf.delete(key);
    return flakyRow(run, index, past);
  });
  const others = [...pastOf.values()];
  return card('flaky', 'Flaky tests', [now.length ? `${count(now.length, 'test')} passed on retry in this run` : 'none in this run', others.length ? `, ${whole.format(others.length)} more lately` : '', known.length ? '; a stroke for each past run, the newest last' : ''].join(''),
    h('div.ranks', rows, others.slice(0, 50).map(past => h('div.rank', h('span.name', h('i', `${simpleName(past.className)}.`), past.name), h('span.num.dim', `${percent(past.rate)} flaky`), pastView(past)))));
}

function flakyRow(run, index, past) {
  const detail = run.tests.details[index];
  const first = detail.attempts[0];
  return h('button.rank', {type: 'button', onclick: () => openTest(run, index)},
    h('span.name', outcomeMark('Y'), ' ', h('i', `${simpleName(run.tests.className(index))}.`), run.tests.names[index]),
    h('span.num.dim', past ? `${percent(past.rate)} flaky` : count(detail.attempts.length, 'attempt')),
    h('span.aside', h('span.name', h('i', packageOf(run.tests.className(index)))), ' ', `${simpleName(first.type ?? '')}${first.message ? `: ${first.message.split('\n')[0].slice(0, 160)}` : ''}`), past && pastView(past));
}

function pastView(past) {
  return h('span.aside', h('span.past', {role: 'img', 'aria-label': `Latest outcomes: ${[...past.outcomes].map(letter => OUTCOMES[letter]?.name).join(', ')}`},
    [...past.outcomes].slice(-60).map(letter => h(`i.o-${letter}`, {title: OUTCOMES[letter]?.name}))));
}
