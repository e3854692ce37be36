/** What there is to know of one test, in a drawer. */
const LIBRARY = /^\s*at (?:[\w.@-]*\/{1,2})*(?:java|javax|jdk|sun|com\.sun|org\.junit|junit|org\.opentest4j|org\.assertj|org\.hamcrest|org\.mockito|dev\.assay\.worker)\./;

const drawer = {
  element: null,

  open(run, title, className, detail, index) {
    this.element ??= this.create();
    const letter = index == null ? 'F' : run.tests.outcomes[index];
    const shown = index == null ? null : run.tests.shown(index);
    this.element.replaceChildren(
      h('div.head', h('div', outcomeBadge(letter), h('h2', {id: 'drawer-title'}, title), h('p.name', h('i', className)), shown && h('p.dim', shown)),
        h('button.icon', {type: 'button', 'aria-label': 'Close', title: 'Close (Esc)', onclick: () => this.element.close()}, icon('M4 4l8 8M12 4l-8 8'))),
      h('div.content', this.facts(run, detail, index), detail?.reason && h('p.message', detail.reason),
        (detail?.attempts ?? []).map((attempt, i) => this.attempt(run, className, detail, attempt, i, index)),
        this.again(run, index == null ? className : run.tests.cls(index).name, title)));
    if (!this.element.open) this.element.showModal();
    this.element.scrollTop = 0;
  },

  create() {
    const element = h('dialog.drawer', {'aria-labelledby': 'drawer-title', onclick: event => { if (event.target === element) element.close(); }});
    return document.body.appendChild(element);
  },

  facts(run, detail, index) {
    const cls = index == null ? null : run.tests.cls(index);
    const part = detail ? run.partByNumber.get(detail.part) : cls?.parts.length === 1 ? cls.parts[0] : null;
    const worker = part && run.workers.find(each => each.n === part.worker);
    const rows = [];
    if (index != null) rows.push(['Took', took(run.tests.micros[index] / 1000)]);
    const use = index == null ? null : run.tests.use(index);
    if (use) rows.push(['Database', [effectBadge(use), ` ${count(use.statements, 'statement')} in ${took(use.micros / 1000)}, ${use.tier.toLowerCase()}`]]);
    if (part) rows.push(['Ran on', `worker ${part.worker}${worker ? ` (pid ${worker.pid})` : ''}${part.label ? `, ${part.label} of its class` : ''}`]);
    if (part) rows.push(['Class', `${took(part.end - part.start)} from ${took(part.start)} on, ${took(part.cpu)} of CPU`]);
    if (cls && run.suites?.length > 1) rows.push(['Suite', run.suites[cls.suite] ?? '']);
    if (worker?.expected === false) rows.push(['Its worker', worker.why || `ended with exit code ${worker.exit}`]);
    if (detail) rows.push(['Id', h('span.name', detail.id)]);
    return h('dl.facts', rows.map(([name, value]) => [h('dt', name), h('dd', value)]));
  },

  attempt(run, className, detail, attempt, i, index) {
    const several = detail.attempts.length > 1;
    const part = run.partByNumber.get(detail.part);
    const worker = part && run.workers.find(each => each.n === part.worker);
    return h('div', {style: {display: 'grid', gap: '12px', 'grid-template-columns': 'minmax(0, 1fr)'}},
      several && h('p', h('b', `Attempt ${i + 1} `), outcomeBadge(attempt.outcome), ' ', h('span.dim', took(attempt.micros / 1000))),
      attempt.stack ? stackView(attempt.stack, className) : attempt.type && h('p.message', h('b', attempt.type), attempt.message && `: ${attempt.message}`),
      !attempt.stack && attempt.cluster && attempt.type && h('p.dim', 'Other failures of the same cause show the stack trace; this page carries twenty of each.'),
      attempt.output && outputView(attempt, index == null ? null : run.tests.cls(index)),
      attempt.outcome === 'L' && worker?.lastOutput && h('div', h('div.label', 'Last output of the worker'), h('pre.output', worker.lastOutput)));
  },

  again(run, className, title) {
    const text = alone(run.command ?? 'assay test', className, title);
    return h('div.command', h('span', 'Run it alone'), h('code', {title: text}, text), copyButton(text));
  },
};

/** The command that runs one test; a nested class is run by the name of the class around it. */
function alone(command, className, title) {
  const method = title.includes('.') ? '' : `#${title.replace(/[([].*$/s, '')}`;
  const rest = command.replace(/ --(?:last-failed|test(?:=| )(?:'[^']*'|\S+))(?= |$)/g, '');
  return `${rest} --test ${quoted(className + method)}`;
}

/** A stack trace; frames of the JDK and of test machinery are folded. */
function stackView(stack, className) {
  const box = h('pre.stack', {tabindex: 0, 'aria-label': 'Stack trace'});
  const own = packageOf(className).split('.').slice(0, 3).join('.');
  let folded = [];
  const flush = () => {
    if (folded.length > 2) {
      const lines = folded;
      const button = h('button.fold', {type: 'button', onclick: () => button.replaceWith(lines.map(line => h('span.lib', `${line}\n`)).reduce((all, line) => (all.append(line), all), document.createDocumentFragment()))}, `\u2026 ${lines.length} frames of libraries`);
      box.append(button, '\n');
    } else {
      for (const line of folded) box.append(h('span.lib', `${line}\n`));
    }
    folded = [];
  };
  for (const line of stack.trimEnd().split('\n')) {
    if (LIBRARY.test(line)) {
      folded.push(line);
      continue;
    }
    flush();
    if (/^\s*at /.test(line)) box.append(h(own && line.includes(own) ? 'span.own' : 'span', `${line}\n`));
    else if (/^(Caused by|\s*Suppressed): |^\S/.test(line)) box.append(h('span.cause', `${line}\n`));
    else box.append(h('span.lib', `${line}\n`));
  }
  flush();
  return h('div', h('div.label', 'Stack trace', copyButton(stack)), box);
}

function outputView(attempt, cls) {
  const box = h('pre.output', {tabindex: 0, 'aria-label': 'Output'}, plain(attempt.output));
  if (attempt.cut) {
    box.append(h('span.cutnote', `\u2026 ${whole.format(attempt.cut)} bytes left out here; `, cls ? h('a', {href: encodeURI(cls.output)}, cls.output) : 'the folder output', ' in the run\u2019s folder has all of it \u2026'), plain(attempt.outputEnd));
  }
  return h('div', h('div.label', 'Output', attempt.cut ? h('span', '(its beginning and end)') : null), box);
}

/** Output without a terminal's colours. */
function plain(text) {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\u001b', '');
}
