const OUTCOMES = {
  F: {name: 'failed', glyph: '\u2715', color: 'fail'},
  L: {name: 'lost', glyph: '\u2020', color: 'lost'},
  Y: {name: 'flaky', glyph: '\u223f', color: 'flaky'},
  N: {name: 'not run', glyph: '\u2013', color: 'none'},
  A: {name: 'aborted', glyph: '\u2298', color: 'abort'},
  S: {name: 'skipped', glyph: '\u2192', color: 'skip'},
  P: {name: 'passed', glyph: '\u2713', color: 'pass'},
};
const WORST_FIRST = 'FLYNASP';

const whole = new Intl.NumberFormat('en');

function count(number, one, many = `${one}s`) {
  return `${whole.format(number)} ${number === 1 ? one : many}`;
}

/** Says how long something took, from milliseconds; three figures at most. */
function took(ms) {
  if (ms <= 0) return '0 ms';
  if (ms < 0.1) return '< 0.1 ms';
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}

function size(bytes) {
  return `${whole.format(Math.round(bytes / 1048576))} MiB`;
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}

function moment(epoch) {
  return new Date(epoch).toLocaleString('en-GB', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'});
}

function simpleName(className) {
  return className.slice(className.lastIndexOf('.') + 1);
}

function packageOf(className) {
  const dot = className.lastIndexOf('.');
  return dot < 0 ? '' : className.slice(0, dot);
}

/** A class's name, its package dimmed. */
function classLabel(className) {
  return [h('i', packageOf(className) && `${packageOf(className)}.`), simpleName(className)];
}

function outcomeMark(letter) {
  return h(`span.outcome.o-${letter}`, {title: OUTCOMES[letter].name, role: 'img', 'aria-label': OUTCOMES[letter].name}, OUTCOMES[letter].glyph);
}

function outcomeBadge(letter) {
  return h(`span.badge.outcome-badge.o-${letter}`, OUTCOMES[letter].glyph, ' ', OUTCOMES[letter].name);
}

function quoted(argument) {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
