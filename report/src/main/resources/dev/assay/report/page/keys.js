const KEYS = [['/', 'search the tests'], ['j  k', 'next, previous test'], ['Enter', 'open the test'], ['f', 'failures'], ['t', 'timeline'], ['s', 'slowest'], ['d', 'light or dark'], ['Esc', 'close, clear'], ['?', 'these keys']];

let help = null;

function showHelp() {
  help ??= document.body.appendChild(h('dialog.help', {'aria-labelledby': 'help-title', onclick: event => { if (event.target === help) help.close(); }},
    h('h2', {id: 'help-title', style: {'font-size': '16px'}}, 'Keys'), h('dl', KEYS.map(([key, what]) => [h('dt', key.split('  ').map(each => [h('kbd', each), ' '])), h('dd', what)]))));
  if (!help.open) help.showModal();
}

function listenToKeys() {
  const actions = {
    '/': () => { testList.input.focus(); testList.input.select(); testList.reveal(); },
    j: () => step(1), k: () => step(-1), f: () => jump('failures'), t: () => jump('timeline'), s: () => jump('slowest'), d: () => theme.toggle(), '?': showHelp,
  };
  addEventListener('keydown', event => {
    const typing = event.target.closest?.('input, select, textarea');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

function step(by) {
  if (document.activeElement !== testList.viewport) {
    testList.viewport.focus({preventScroll: true});
    testList.reveal();
  }
  testList.move(by);
}

function jump(id) {
  const section = document.getElementById(id);
  if (!section) return;
  section.scrollIntoView();
  (section.querySelector('canvas') ?? section.querySelector('summary, button'))?.focus({preventScroll: true});
}
