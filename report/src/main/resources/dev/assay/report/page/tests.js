/** All tests, searchable; only the rows in sight exist. */
const testList = {
  run: null, outcome: '', query: '', order: 'status', active: -1, found: [],

  section(run) {
    this.run = run;
    this.rowHeight = matchMedia('(max-width: 620px)').matches ? 48 : 32;
    const present = Object.entries(tally(run)).filter(([, number]) => number).map(([letter]) => letter);
    this.input = h('input', {type: 'search', placeholder: 'Class, method or display name', 'aria-label': 'Search the tests', spellcheck: 'false', autocomplete: 'off', oninput: () => this.search(this.input.value), onkeydown: event => this.inputKey(event)});
    this.chips = h('div.chips', {role: 'group', 'aria-label': 'Outcomes'}, [['', 'All'], ...WORST_FIRST.split('').filter(letter => present.includes(letter)).map(letter => [letter, OUTCOMES[letter].name])]
      .map(([letter, name]) => h('button.chip', {type: 'button', 'data-outcome': letter, 'aria-pressed': String(letter === this.outcome), onclick: () => this.choose(letter)}, letter && outcomeMark(letter), name)));
    this.sorter = h('select', {'aria-label': 'Order', onchange: () => { this.order = this.sorter.value; this.refresh(); }}, [['status', 'Worst first'], ['slow', 'Slowest first'], ['class', 'By class'], run.tests.useDatabases && ['database', 'Longest in the database']].filter(Boolean).map(([value, name]) => h('option', {value}, name)));
    this.note = h('div.found', {role: 'status'});
    this.rows = h('div', {style: {position: 'relative'}});
    this.viewport = h('div.viewport', {tabindex: 0, role: 'listbox', 'aria-label': 'Tests', onscroll: () => this.paint(), onkeydown: event => this.listKey(event)}, this.rows);
    const section = h('section.card', {id: 'tests', 'aria-labelledby': 'tests-title'},
      h('header', {style: {'padding-bottom': '4px'}}, h('h2', {id: 'tests-title'}, 'All tests')),
      h('div.finder', h('div.search', icon('M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14', 14), this.input, h('kbd', {'aria-hidden': 'true'}, '/')), this.chips, this.sorter),
      this.note, this.viewport);
    new ResizeObserver(() => this.resize()).observe(this.viewport);
    return section;
  },

  resize() {
    this.rowHeight = matchMedia('(max-width: 620px)').matches ? 48 : 32;
    this.layout();
  },

  /** Lower-case text to search, made once: names of groups apart, so that a class's name is matched once. */
  index() {
    if (this.haystack) return;
    const {names, display} = this.run.tests;
    this.haystack = names.map((name, i) => (display[i] ? `${name}\n${display[i]}` : name).toLowerCase());
    this.groupHaystack = this.run.tests.groups.map(group => group.name.toLowerCase());
  },

  search(query) {
    this.query = query;
    this.refresh();
  },

  choose(letter) {
    this.outcome = letter;
    for (const chip of this.chips.children) chip.setAttribute('aria-pressed', String(chip.dataset.outcome === letter));
    this.refresh();
  },

  only(letter) {
    this.input.value = this.query = '';
    this.choose(letter);
    this.reveal();
  },

  ofClass(name) {
    this.input.value = this.query = name;
    this.choose('');
    this.reveal();
  },

  reveal() { document.getElementById('tests').scrollIntoView(); },

  refresh() {
    this.index();
    this.found = this.sorted(this.matching());
    this.active = -1;
    this.viewport.scrollTop = 0;
    this.say();
    this.layout();
  },

  matching() {
    const {tests} = this.run;
    const terms = this.query.toLowerCase().replaceAll('#', ' ').split(/\s+/).filter(Boolean);
    const found = [];
    tests.groups.forEach((group, number) => {
      const left = terms.filter(term => !this.groupHaystack[number].includes(term));
      for (let i = group.from; i < group.to; i++) {
        if (this.outcome && tests.outcomes[i] !== this.outcome) continue;
        if (left.every(term => this.haystack[i].includes(term))) found.push(i);
      }
    });
    return found;
  },

  sorted(found) {
    const {micros, outcomes} = this.run.tests;
    if (this.order === 'slow') return Int32Array.from(found).sort((a, b) => micros[b] - micros[a]);
    if (this.order === 'class') return found;
    if (this.order === 'database') return Int32Array.from(found).sort((a, b) => this.inDatabase(b) - this.inDatabase(a));
    const buckets = new Map([...WORST_FIRST].map(letter => [letter, []]));
    for (const index of found) buckets.get(outcomes[index]).push(index);
    return [...buckets.values()].flat();
  },

  inDatabase(index) { return this.run.tests.use(index)?.micros ?? -1; },

  say() {
    const {tests, counts} = this.run;
    const all = this.found.length === tests.size;
    const parts = [all ? count(this.found.length, 'test') : `${whole.format(this.found.length)} of ${count(tests.size, 'test')}`];
    if (tests.size < counts.total) parts.push(`This page lists those that did not pass and the slowest, ${whole.format(tests.size)} of ${whole.format(counts.total)}; the XML reports have all.`);
    this.note.replaceChildren(...parts.map(part => h('span.num', part)));
  },

  layout() {
    this.viewport.style.minHeight = `min(${Math.max(2, this.run.tests.size) * this.rowHeight}px, 68vh, 720px)`;
    this.rows.style.height = `${Math.max(1, this.found.length) * this.rowHeight}px`;
    this.rows.replaceChildren();
    this.painted = null;
    this.paint();
  },

  paint() {
    const height = this.viewport.clientHeight || 600;
    const first = Math.max(0, Math.floor(this.viewport.scrollTop / this.rowHeight) - 8);
    const last = Math.min(this.found.length, Math.ceil((this.viewport.scrollTop + height) / this.rowHeight) + 8);
    const key = `${first} ${last} ${this.active}`;
    if (this.painted === key) return;
    this.painted = key;
    if (!this.found.length) {
      this.rows.replaceChildren(h('p.empty', {style: {padding: '18px 20px'}}, this.run.tests.size ? 'No test matches.' : 'There is no test to list.'));
      return;
    }
    const rows = [];
    for (let i = first; i < last; i++) rows.push(this.row(i));
    this.rows.replaceChildren(...rows);
    if (this.active >= 0) this.viewport.setAttribute('aria-activedescendant', `row-${this.active}`);
    else this.viewport.removeAttribute('aria-activedescendant');
  },

  row(i) {
    const {tests} = this.run;
    const index = this.found[i];
    const shown = tests.shown(index);
    return h(i === this.active ? 'div.row.active' : 'div.row', {id: `row-${i}`, role: 'option', 'aria-selected': String(i === this.active), 'aria-posinset': i + 1, 'aria-setsize': this.found.length,
      style: {top: `${i * this.rowHeight}px`}, onclick: () => this.open(i)},
      outcomeMark(tests.outcomes[index]), h('span.name', this.marked(tests.names[index])), shown && h('span.shown', this.marked(shown)),
      h('span.of', {title: tests.className(index)}, h('bdi', tests.className(index))), tests.useDatabases && useCell(tests.use(index)), h('span.num', 'NS'.includes(tests.outcomes[index]) ? '' : took(tests.micros[index] / 1000)));
  },

  /** Marks the first term that is found. */
  marked(text) {
    const lower = text.toLowerCase();
    for (const term of this.query.toLowerCase().split(/[\s#]+/)) {
      const at = term ? lower.indexOf(term) : -1;
      if (at >= 0) return [text.slice(0, at), h('mark', text.slice(at, at + term.length)), text.slice(at + term.length)];
    }
    return text;
  },

  open(i) {
    this.active = i;
    this.paint();
    openTest(this.run, this.found[i]);
  },

  move(by) {
    if (!this.found.length) return;
    this.active = Math.max(0, Math.min(this.found.length - 1, this.active + by));
    const top = this.active * this.rowHeight;
    const {scrollTop, clientHeight} = this.viewport;
    if (top < scrollTop) this.viewport.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + clientHeight) this.viewport.scrollTop = top + this.rowHeight - clientHeight;
    this.paint();
  },

  inputKey(event) {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      this.viewport.focus();
      this.move(1);
    } else if (event.key === 'Escape') {
      if (this.input.value) this.search(this.input.value = '');
      else this.input.blur();
      event.stopPropagation();
    }
  },

  listKey(event) {
    const page = Math.max(1, Math.floor(this.viewport.clientHeight / this.rowHeight) - 1);
    const by = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity}[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.move(Math.abs(by) === Infinity ? Math.sign(by) * this.found.length : by);
    } else if (event.key === 'Enter' && this.active >= 0) {
      this.open(this.active);
    }
  },
};
